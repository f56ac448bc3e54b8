import { enrollLeads } from '#shared/use-cases/enrollments/enroll-leads.ts';
import { inChunks } from '#shared/domain/kernel/in-chunks.ts';
import { ORGANISATION, seed, SENDER, SEQUENCE, world } from '#test/support/world.ts';
import { manyLeads } from './many-leads.ts';
import { isMet, type Row } from './row.ts';
import { at } from '#test/support/at.ts';

/**
 * Wake-ups that each step takes when a queue is two hundred days long: those of the step itself, and the lane's own
 * shared among all steps. In memory, run to the end of every sequence.
 */
export async function wakeUpsPerStep({ leads, cap }: { leads: number; cap: number }): Promise<Row> {
  const w = world(at('2026-11-23T07:00:00.000Z'));
  const people = manyLeads(leads);
  await seed(w, {
    steps: [{}, { type: 'automated-reply' }],
    leads: people,
    settings: { maxMailsPerDay: cap },
  });
  await inChunks(chunksOf(people, 1_000), 1, (chunk) =>
    enrollLeads(w.ports, {
      organisation: ORGANISATION,
      leadIds: chunk.map(({ id }) => id),
      sequenceId: SEQUENCE,
      userId: SENDER,
      by: SENDER,
      now: w.clock.now(),
    }),
  );
  await w.run(at('2032-01-01T00:00:00.000Z'));

  const wakeUps = w.batches.flat();
  const ofLane = wakeUps.filter(({ kind }) => kind === 'lane').length;
  const perStep = new Map<string, number>();
  for (const wakeUp of wakeUps) {
    if (wakeUp.kind !== 'step') continue;
    const step = `${wakeUp.enrollment}#${wakeUp.step}`;
    perStep.set(step, (perStep.get(step) ?? 0) + 1);
  }
  const sent = w.mailer.sent.length;
  if (sent !== leads * 2) throw new Error(`${sent} mails went out and not ${leads * 2}`);
  const worst = Math.max(...perStep.values());
  const average = wakeUps.length / sent;
  return {
    what: `wake-ups per step, ${leads.toLocaleString('en')} leads in one lane capped at ${cap} a day`,
    measured: `worst ${worst}, average ${average.toFixed(3)}`,
    budget: '≤ 3 at worst, ≤ 1.1 on average',
    met: isMet(worst <= 3, average <= 1.1),
    details: [
      `${sent} mails (first touch and follow-up), ${wakeUps.length - ofLane} wake-ups of steps, ${ofLane} of the lane`,
    ],
  };
}

function chunksOf<T>(items: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  );
}
