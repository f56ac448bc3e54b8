import type { RecordField } from '../records/record-type.ts';
import type { Instant, Zone } from '../kernel/instant.ts';
import { epochMs, isInstant } from '../time/instants.ts';
import { localDate, localTime } from '../time/zones.ts';
import { scoreAt } from './operators-of-numbers.ts';
import { asInstant, type FieldType, type FieldValue } from './field-values.ts';
import type { Condition, ConditionValue, Joint } from './filter.ts';
import type { FilterFacts } from './filter-facts.ts';
import { filterFieldOf } from './filter-fields.ts';
import { operatorOf } from './operators.ts';
import type { ConditionTrace, TraceNode } from './evaluate.ts';

/** A part of a trace in words, in the order of the filter; `depth` from 0, as it is indented. */
export type TraceLine = { depth: number; held: boolean; text: string };

const joints: Record<Joint, string> = {
  all: 'All of these hold',
  any: 'One of these holds, or more',
  none: 'None of these holds',
};

/** A trace in words (F2): each part, whether it held, what was seen, and from when on that is otherwise. */
export function describeTrace(trace: TraceNode, facts: FilterFacts, depth = 0): TraceLine[] {
  const verdict = trace.held ? 'yes' : 'no';
  const later =
    trace.changesAt === undefined
      ? ''
      : `; ${trace.held ? 'no more' : 'it will be'} from ${moment(trace.changesAt, facts.zone)} on`;
  if (trace.kind === 'condition') {
    const condition = describeCondition(trace.condition, facts.record?.fields, facts.zone);
    const text = `${condition}: ${verdict}, ${describeSeen(trace, facts)}${later}.`;
    return [{ depth, held: trace.held, text }];
  }
  return [
    { depth, held: trace.held, text: `${joints[trace.kind]}: ${verdict}${later}.` },
    ...trace.nodes.flatMap((node) => describeTrace(node, facts, depth + 1)),
  ];
}

/** A condition in words, such as “the status of the lead is “contact””. */
export function describeCondition(
  { field: name, is, value, unit = 'days' }: Condition,
  fields: readonly RecordField[] | undefined,
  zone: Zone,
): string {
  const field = filterFieldOf(name, fields);
  const operator = field && operatorOf(field.type, is);
  if (field === undefined || operator === undefined) return `${name} ${is}`;
  const { takes, label, then } = operator;
  const given =
    takes === 'span'
      ? `${wanted(value, zone)} ${unit}`
      : takes === 'nothing'
        ? undefined
        : wanted(value, zone);
  return [field.label, label, given, then].filter((part) => part !== undefined).join(' ');
}

function wanted(value: Condition['value'], zone: Zone): string {
  if (value === undefined) return 'nothing';
  if (!Array.isArray(value)) return oneValue(value, zone);
  return value.map((each) => oneValue(each, zone)).join(' and ');
}

function oneValue(value: ConditionValue, zone: Zone): string {
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'number') return String(value);
  if (typeof value === 'object') return money(value);
  const at = asInstant(value);
  return at === undefined ? `“${value}”` : moment(at, zone);
}

function money({ amount, currency }: { amount: number; currency: string }): string {
  return `${amount} ${currency}`;
}

function describeSeen({ type, seen, lastFollowUpAt }: ConditionTrace, facts: FilterFacts): string {
  if (type === undefined) return 'there is no such field';
  const what = seen === undefined ? 'it is not set' : `it is ${describeValue(seen, type, facts)}`;
  return lastFollowUpAt === undefined
    ? what
    : `${what}, and something was done on ${moment(lastFollowUpAt, facts.zone)} last`;
}

function describeValue(seen: FieldValue, type: FieldType, { now, zone }: FilterFacts): string {
  if (typeof seen === 'string') return `“${seen}”`;
  if (typeof seen === 'boolean') return seen ? 'yes' : 'no';
  if (typeof seen === 'number')
    return type === 'instant' && isInstant(seen) ? moment(seen, zone) : String(Number(seen));
  if ('currency' in seen) return money(seen);
  if ('halfLifeDays' in seen) return String(scoreAt(seen, now));
  return seen.length === 0 ? 'not enrolled' : seen.map(({ status }) => status).join(', then ');
}

function moment(at: Instant, zone: Zone): string {
  const seconds = (epochMs(at) % 60_000) / 1_000;
  const exact = seconds === 0 ? '' : `:${String(Math.floor(Math.abs(seconds))).padStart(2, '0')}`;
  return `${localDate(at, zone)} ${localTime(at, zone)}${exact} (${zone})`;
}
