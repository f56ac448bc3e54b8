import type { Condition } from './filter.ts';
import type { FilterFacts } from './filter-facts.ts';
import type { Timeline } from './timeline.ts';

/**
 * What an operator compares with: `nothing`; `one` value as the field holds it, or `some` of them; a `pair`, the lower one
 * first; a `span`, which is a whole number of days or of another unit; a `day` where the field holds moments; the id of a
 * `record-type`.
 */
export const takes = ['nothing', 'one', 'some', 'pair', 'span', 'day', 'record-type'] as const;
export type Takes = (typeof takes)[number];

/** One way to compare what a field of some type holds. */
export type OperatorOf<Seen> = {
  takes: Takes;
  /** Its words between the name of the field and the value. */
  label: string;
  /** Its words after the value. */
  then?: string;
  /** Whether it holds now, and when time alone turns that round. Total: a value that does not fit is never met. */
  holds: (seen: Seen | undefined, condition: Condition, facts: FilterFacts) => Timeline;
};
