import { enrollLeads } from '#shared/use-cases/enrollments/enroll-leads.ts';
import { ORGANISATION, seed, SENDER, SEQUENCE, world } from '#test/support/world.ts';
import { withFaults } from '#test/support/memory/faults.ts';
import { manyLeads } from './many-leads.ts';
import { meteredStore, unitsOf } from './metered-store.ts';
import { isMet, type Row } from './row.ts';
import { at } from '#test/support/at.ts';

/** What one more lead writes and schedules when leads are enrolled in one call, by what becomes of its first step. */
export async function costOfEnrolling({ leads }: { leads: number }): Promise<Row> {
  const planned = await ofOneMore(leads, null);
  const queued = await ofOneMore(leads, 1);
  const worst = {
    units: Math.max(planned.units, queued.units),
    entries: Math.max(planned.entries, queued.entries),
  };
  const words = ({ units, entries, ofCall }: Enrolled & { ofCall: number }) =>
    `${units.toFixed(2)} write units, ${entries.toFixed(2)} schedule calls a lead, and ${ofCall.toFixed(0)} write units for the call`;
  return {
    what: `enrolling, up to ${leads} leads in one call`,
    measured: `${worst.units.toFixed(2)} write units, ${worst.entries.toFixed(2)} schedule calls a lead`,
    budget: '≤ 3 write units and ≤ 1 schedule call a lead',
    met: isMet(worst.units <= 3, worst.entries <= 1),
    details: [`all planned at once: ${words(planned)}`, `all but one queued: ${words(queued)}`],
  };
}

type Enrolled = { units: number; entries: number };

/** What each lead costs, and `ofCall` what the call costs beside: of a call with all of them and of one with half. */
async function ofOneMore(leads: number, cap: number | null): Promise<Enrolled & { ofCall: number }> {
  const half = leads / 2;
  const [all, some] = [await enrollAll(leads, cap), await enrollAll(half, cap)];
  const units = (all.units - some.units) / half;
  return { units, entries: (all.entries - some.entries) / half, ofCall: all.units - leads * units };
}

async function enrollAll(leads: number, cap: number | null): Promise<Enrolled> {
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
      units: written,
      entries: calls.filter((call) => call === 'scheduler.create').length,
    };
  } finally {
    await metered.stop();
  }
}
