import { activityCodec } from '#shared/contracts/stored/activity.ts';
import { partitionOfFacts } from '#shared/contracts/stored/facts.ts';
import { talliesOf } from '#shared/domain/statistics/tallies.ts';
import type { Audited, Violation } from './audited.ts';

/** D9, F15: each figure is as many as a recount of the activities tells, and as many are behind it. */
export async function figures({ stage: { world } }: Audited): Promise<Violation[]> {
  const { statistics } = world.store;
  const activities = world.tables.activities.all().map((item) => activityCodec.decode(item));
  const tallies = activities.flatMap((activity) => talliesOf(activity, '0'));
  const violations: Violation[] = [];
  const wrong = (expected: string): void =>
    void violations.push({ rule: 'D9 figures', at: world.agenda.now, expected });
  for (const [sequenceId, ofSequence] of Map.groupBy(tallies, (tally) => tally.sequenceId)) {
    const [first] = ofSequence;
    if (first === undefined) continue;
    const counted = await statistics.ofSequence(first.organisation, sequenceId);
    const found = new Map(
      counted.flatMap(({ step, counts }) =>
        Object.entries(counts).map(([counter, count]): [string, number] => [`${step} ${counter}`, count]),
      ),
    );
    for (const [name, some] of Map.groupBy(ofSequence, ({ step, counter }) => `${step} ${counter}`))
      if (found.get(name) !== some.length)
        wrong(`${sequenceId} ${name} to be ${some.length}, not ${found.get(name) ?? 0}`);
    const facts = ofSequence.flatMap(({ fact }) => fact ?? []);
    for (const [partition, behind] of Map.groupBy(facts, partitionOfFacts)) {
      const [fact] = behind;
      const page = fact && (await statistics.behind(fact, { limit: Infinity }));
      if (page?.items.length !== behind.length)
        wrong(`${behind.length} behind ${partition}, not ${page?.items.length ?? 0}`);
    }
  }
  return violations;
}
