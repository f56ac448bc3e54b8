import { enrollLeads } from '#shared/use-cases/enrollments/enroll-leads.ts';
import { ORGANISATION, seed, SENDER, SEQUENCE, world } from '#test/support/world.ts';
import { withFaults } from '#test/support/memory/faults.ts';
import { manyLeads } from './many-leads.ts';
import { meteredStore, unitsOf } from './metered-store.ts';
import { isMet, type Row } from './row.ts';
import { at } from '#test/support/at.ts';

/** What enrolling a lead writes and schedules, by what becomes of its first step. */
export async function costOfEnrolling({ leads }: { leads: number }): Promise<Row> {
  const planned = await enrollAll(leads, null);
  const queued = await enrollAll(leads, 1);
  const worst = {
    units: Math.max(planned.units, queued.units),
    entries: Math.max(planned.entries, queued.entries),
  };
  return {
    what: `enrolling, ${leads} leads in one call`,
    measured: `${worst.units.toFixed(3)} write units, ${worst.entries.toFixed(2)} schedule calls a lead`,
    budget: '≤ 3 write units and ≤ 1 schedule call a lead',
    met: isMet(worst.units <= 3, worst.entries <= 1),
    details: [
      `all planned at once: ${planned.units.toFixed(3)} write units, ${planned.entries.toFixed(2)} schedule calls`,
      `all but one queued: ${queued.units.toFixed(3)} write units, one of them for all: of the lane’s day, where the one that goes has its slot; ${queued.entries.toFixed(3)} schedule calls`,
    ],
  };
}

async function enrollAll(leads: number, cap: number | null): Promise<{ units: number; entries: number }> {
  const metered = await meteredStore();
  try {
    const w = world(at('2026-11-23T09:00:00.000Z'), undefined, metered.store);
    const people = manyLeads(leads);
    await seed(w, {
      steps: [{}, { type: 'automated-reply' }],
      leads: people,
      settings: { maxMailsPerDay: cap },
    });
    metered.read();
    const { ports, calls } = withFaults(w.ports);
    const results = await enrollLeads(ports, {
      organisation: ORGANISATION,
      leadIds: people.map(({ id }) => id),
      sequenceId: SEQUENCE,
      userId: SENDER,
      by: SENDER,
      request: 'f3b2c1d0-import-of-november',
      now: w.clock.now(),
    });
    if (results.some(({ outcome }) => outcome !== 'enrolled')) throw new Error('Not every lead was enrolled');
    const { written } = unitsOf(metered.read());
    return {
      units: written / leads,
      entries: calls.filter((call) => call === 'scheduler.create').length / leads,
    };
  } finally {
    await metered.stop();
  }
}
