import * as z from 'zod/mini';
import { identity, number, text } from '../kernel/shapes.ts';
import { instant } from '../time/instant-text.ts';
import { spanUnits } from '../time/spans.ts';

/** How a condition compares what it sees; which of them a field takes follows from its type (see `operators.ts`). */
export const operatorNames = [
  'is',
  'is-not',
  'contains',
  'does-not-contain',
  'starts-with',
  'ends-with',
  'one-of',
  'none-of',
  'is-set',
  'is-empty',
  'less-than',
  'more-than',
  'at-least',
  'at-most',
  'between',
  'before',
  'after',
  'today',
  'in-the-past',
  'in-the-future',
  'more-than-days-after',
  'less-than-days-after',
  'within-the-next-days',
  'nothing-done-since',
  'no-record-since',
  'in-sequence',
  'been-through-sequence',
  'never-in-sequence',
] as const;
export type Operator = (typeof operatorNames)[number];

const money = z.object({ amount: number, currency: text });
const oneValue = z.union([text, number, z.boolean(), money]);

/** What a condition compares with: a text, a number, yes or no, money; days are `YYYY-MM-DD`, moments ISO text with `Z`. */
export type ConditionValue = z.output<typeof oneValue>;

/**
 * One comparison (E1). `field`: `lead.<name>`, `lead.fields.<own>`, `account.<name>`, `account.fields.<own>`,
 * `record.<field>`, `score`, `sequence.<id>` or one of the latest instants such as `lastMailAt`.
 */
const condition = z.object({
  field: text,
  is: z.enum(operatorNames),
  value: z.optional(z.union([oneValue, z.array(oneValue)])),
  /** Of the operators that take a number of days: what the number counts instead. */
  unit: z.optional(z.enum(spanUnits)),
});
export type Condition = z.output<typeof condition>;

/** Conditions joined by all, any and none, nested (E1): data, never code. */
export type Filter = FilterGroup | Condition;

/** Filters that are joined. One of no filters holds, but for `any`. */
export type FilterGroup = { all: Filter[] } | { any: Filter[] } | { none: Filter[] };

/** How the parts of a filter are joined. */
export const joints = ['all', 'any', 'none'] as const;
export type Joint = (typeof joints)[number];

const parts = z.array(z.lazy((): z.ZodMiniType<Filter, Filter> => filter));
export const filter: z.ZodMiniType<Filter, Filter> = z.union([
  z.object({ all: parts }),
  z.object({ any: parts }),
  z.object({ none: parts }),
  condition,
]);

/** What filters over leads say that they are over; others name the type of their records. */
export const OVER_LEADS = 'leads';

/** A filter with a name, to be used by lists, by enrolling and by automations (E1). */
export const savedFilter = z.object({
  ...identity,
  name: text,
  /** `leads`, or the id of a record type. */
  over: text,
  filter,
  /** Seen by everybody; else by who can access whoever made it. */
  shared: z.boolean(),
  createdBy: text,
  createdAt: instant,
  changedAt: instant,
});
export type SavedFilter = z.output<typeof savedFilter>;

/** How the parts of a group are joined, and the parts. */
export function membersOf(group: FilterGroup): { joint: Joint; parts: Filter[] } {
  if ('all' in group) return { joint: 'all', parts: group.all };
  if ('any' in group) return { joint: 'any', parts: group.any };
  return { joint: 'none', parts: group.none };
}

/** The conditions of a filter, in their order. */
export function conditionsOf(filter: Filter): Condition[] {
  return 'field' in filter ? [filter] : membersOf(filter).parts.flatMap(conditionsOf);
}
