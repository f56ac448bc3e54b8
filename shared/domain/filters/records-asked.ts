import type { Instant } from '../kernel/instant.ts';
import { conditionsOf, type Condition, type Filter } from './filter.ts';
import type { FilterFacts } from './filter-facts.ts';
import { filterFieldOf } from './filter-fields.ts';
import { startOf } from './operators-of-time.ts';

/** Whether a condition asks whether a record was made since, which names the type of the record as its value. */
const asks = ({ is }: Condition): boolean => is === 'no-record-since';

/** The types of the records of which a filter asks whether one was made since. */
export function recordTypesAsked(filter: Filter): string[] {
  const named = conditionsOf(filter).filter(asks);
  return [...new Set(named.flatMap(({ value }) => (typeof value === 'string' ? value : [])))];
}

/** The first and the last of the moments since which a filter asks for records; undefined: none of them is set. */
export function recordsAskedSince(
  filter: Filter,
  facts: FilterFacts,
): { first: Instant; last: Instant } | undefined {
  let [first, last]: (Instant | undefined)[] = [];
  for (const condition of conditionsOf(filter)) {
    if (!asks(condition)) continue;
    const start = startOf(filterFieldOf(condition.field, facts.record?.fields)?.read(facts), facts.zone);
    if (start === undefined) continue;
    if (first === undefined || start < first) first = start;
    if (last === undefined || start > last) last = start;
  }
  return first === undefined || last === undefined ? undefined : { first, last };
}
