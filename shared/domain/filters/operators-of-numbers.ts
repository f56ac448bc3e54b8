import type { Instant } from '../kernel/instant.ts';
import type { Money } from '../records/record.ts';
import { decayed, rounded } from '../scoring/score.ts';
import { dayMs } from '../time/day-number.ts';
import { firstInstantOf } from '../time/first-instant.ts';
import { asMoney, asNumber } from './field-values.ts';
import type { Condition } from './filter.ts';
import type { ScoreFacts } from './filter-facts.ts';
import type { OperatorOf, Takes } from './operator.ts';
import { constant, type Timeline } from './timeline.ts';

type Test = (seen: number, value: number, upTo: number) => boolean;

/** How numbers compare, whatever they count. */
const comparisons = {
  is: { takes: 'one', label: 'is', test: (seen, value) => seen === value },
  'is-not': { takes: 'one', label: 'is not', test: (seen, value) => seen !== value },
  'less-than': { takes: 'one', label: 'is less than', test: (seen, value) => seen < value },
  'more-than': { takes: 'one', label: 'is more than', test: (seen, value) => seen > value },
  'at-least': { takes: 'one', label: 'is at least', test: (seen, value) => seen >= value },
  'at-most': { takes: 'one', label: 'is at most', test: (seen, value) => seen <= value },
  between: {
    takes: 'pair',
    label: 'is between',
    test: (seen, value, upTo) => seen >= value && seen <= upTo,
  },
} as const satisfies Record<string, { takes: Takes; label: string; test: Test }>;
type Comparison = keyof typeof comparisons;
const names = Object.keys(comparisons) as Comparison[];

/** One operator each, made of the comparison and its name. */
function each<Seen>(
  make: (test: Test, name: Comparison) => OperatorOf<Seen>['holds'],
): Record<Comparison, OperatorOf<Seen>> {
  const entries = names.map((name) => {
    const { takes, label, test } = comparisons[name];
    return [name, { takes, label, holds: make(test, name) }];
  });
  return Object.fromEntries(entries) as Record<Comparison, OperatorOf<Seen>>;
}

/** The value of a condition, or the two of it, lower one first; undefined: it is none of this kind. */
function bounds<Value>(
  { value }: Condition,
  as: (value: unknown) => Value | undefined,
): [Value, Value] | undefined {
  const [low, high] = Array.isArray(value) ? [as(value[0]), as(value[1])] : [as(value), as(value)];
  return low === undefined || high === undefined ? undefined : [low, high];
}

/** Of numbers. */
export const operatorsOfNumbers = each<number>((test, name) => (seen, condition) => {
  const wanted = bounds(condition, asNumber);
  if (seen === undefined || wanted === undefined) return constant(name === 'is-not');
  return constant(test(seen, ...wanted));
});

/** Of amounts: one in another currency is never met. */
export const operatorsOfMoney = each<Money>((test, name) => (seen, condition) => {
  const wanted = bounds(condition, asMoney);
  const sameCurrency = wanted?.every(({ currency }) => currency === seen?.currency) === true;
  if (seen === undefined || wanted === undefined || !sameCurrency) return constant(name === 'is-not');
  return constant(test(seen.amount, wanted[0].amount, wanted[1].amount));
});

/** Of the score, which decays: what holds of it today may not tomorrow. */
export const operatorsOfScores = each<ScoreFacts>((test, name) => (seen, condition, { now }) => {
  const wanted = bounds(condition, asNumber);
  if (seen === undefined || wanted === undefined) return constant(name === 'is-not');
  return whileDecaying(seen, (value) => test(value, ...wanted), wanted, now);
});

/** The score at an instant, as it is shown and compared (A12). */
export function scoreAt({ value, at, halfLifeDays }: ScoreFacts, now: Instant): number {
  return rounded(decayed(value, at, now, halfLifeDays));
}

/** Whether the test holds now, and each instant at which the score comes to a bound or leaves it on its way to 0. */
function whileDecaying(
  score: ScoreFacts,
  test: (value: number) => boolean,
  bounds: readonly number[],
  now: Instant,
): Timeline {
  const held = test(scoreAt(score, now));
  if (score.halfLifeDays === null || score.value === 0) return constant(held);
  const sign = Math.sign(score.value);
  const size = (at: Instant) => sign * scoreAt(score, at);
  const turns = bounds.flatMap((bound) => {
    const far = sign * bound;
    return [
      far < 0 ? undefined : firstInstantOf((at) => size(at) <= far, now, reached(score, far + step)),
      far <= 0 ? undefined : firstInstantOf((at) => size(at) < far, now, reached(score, far - step)),
    ].filter((at) => at !== undefined);
  });
  const flips: Instant[] = [];
  let last = held;
  for (const at of turns.toSorted((one, other) => one - other)) {
    const then = test(scoreAt(score, at));
    if (then !== last) flips.push(at);
    last = then;
  }
  return { held, flips };
}

/** Half of what scores are rounded to. */
const step = 0.005;

/** About when the score has decayed to this size, in milliseconds since 1970. */
function reached({ value, at, halfLifeDays }: ScoreFacts, size: number): number {
  if (halfLifeDays === null) return Infinity;
  return at + Math.log2(Math.abs(value) / Math.max(size, step)) * halfLifeDays * dayMs;
}
