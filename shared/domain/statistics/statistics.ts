import type { SequenceId, StepId } from '../kernel/ids.ts';

/** What is counted per step of a sequence (D9); `enrolled`, `finished`, `stopped`, `replied` also for the whole (step `-`). */
export const counters = [
  'enrolled',
  'finished',
  'stopped',
  'sent',
  'failed',
  'unknown',
  'delivered',
  'opened',
  'clicked',
  'machineOpened',
  'machineClicked',
  'replied',
  'autoReplied',
  'bounced',
  'complained',
  'unsubscribed',
  'skipped',
  'deferred',
  'taskOpened',
  'taskCompleted',
  'taskSkipped',
] as const;
export type Counter = (typeof counters)[number];

/** Counts of one step (or of the whole, step `-`) of one sequence. */
export type StepStatistics = {
  organisation: string;
  sequenceId: SequenceId;
  step: StepId;
  counts: Partial<Record<Counter, number>>;
};
