import type { Activity } from '../activity/activity.ts';
import type { Instant } from '../kernel/instant.ts';
import type { SequenceId, StepId } from '../kernel/ids.ts';
import { mailCountsOf } from './deliverability.ts';
import { factsOf, type Fact } from './facts.ts';
import type { Counter } from './statistics.ts';

/** One more in one counter, because of a record of the stream of activities. */
export type Tally = {
  organisation: string;
  sequenceId: SequenceId;
  step: StepId;
  counter: Counter;
  /** When it happened. */
  at: Instant;
  /** Of the record: digits, which rise within a shard of the stream. */
  sequenceNumber: string;
  /** Who is behind it; of the mails of a day nobody is kept. */
  fact?: Fact;
};

/** All that an activity adds to figures: of its sequence, each with the fact behind it (D9), and of the mails of its day (F15). */
export function talliesOf(activity: Activity, sequenceNumber: string): Tally[] {
  const { organisation, at } = activity;
  const ofSequence = factsOf(activity).map((fact): Tally => {
    const { sequenceId, step, counter } = fact;
    return { organisation, sequenceId, step, counter, at, sequenceNumber, fact };
  });
  const ofDay = mailCountsOf(activity).map((count): Tally => ({
    ...count,
    organisation,
    at,
    sequenceNumber,
  }));
  return [...ofSequence, ...ofDay];
}
