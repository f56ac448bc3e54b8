import { describeValue } from '../records/describe-value.ts';
import type { Money } from '../records/record.ts';
import type { RecordField } from '../records/record-type.ts';
import type { Instant, Zone } from '../kernel/instant.ts';
import { epochMs, isInstant, textOf } from '../time/instants.ts';
import { localDate, localTime } from '../time/zones.ts';
import { scoreAt } from './operators-of-numbers.ts';
import { asInstant, type FieldType, type FieldValue } from './field-values.ts';
import type { Condition, ConditionValue, Joint, Operator } from './filter.ts';
import type { FilterFacts } from './filter-facts.ts';
import { filterFieldOf } from './filter-fields.ts';
import { operatorOf } from './operators.ts';
import type { ConditionTrace, TraceNode } from './evaluate.ts';

/** What a condition saw, as it is shown: moments as texts, a score as it is now, the statuses of a lead in a sequence. */
export type Shown = string | number | boolean | Money | string[];

/** A part of a trace, in the order of the filter; `depth` from 0, as it is indented. */
export type TraceLine = {
  depth: number;
  kind: TraceNode['kind'];
  held: boolean;
  /** When time alone turns that round. */
  changesAt: Instant | undefined;
  /** Of a condition. */
  field?: string;
  is?: Operator;
  seen?: Shown | undefined;
  words: string;
};

const joints: Record<Joint, string> = {
  all: 'All of these hold',
  any: 'One of these holds, or more',
  none: 'None of these holds',
};

/** A trace line by line (F2): each part, whether it held, what was seen, and from when on that is otherwise. */
export function describeTrace(trace: TraceNode, facts: FilterFacts, depth = 0): TraceLine[] {
  const { kind, held, changesAt } = trace;
  const line = { depth, kind, held, changesAt };
  const verdict = held ? 'yes' : 'no';
  const later =
    changesAt === undefined
      ? ''
      : `; ${held ? 'no more' : 'it will be'} from ${moment(changesAt, facts.zone)} on`;
  if (kind === 'condition') {
    const { condition, seen, type } = trace;
    const asked = describeCondition(condition, facts.record?.fields, facts.zone);
    const words = `${asked}: ${verdict}, ${describeSeen(trace, facts)}${later}.`;
    const { field, is } = condition;
    return [
      { ...line, field, is, seen: seen === undefined ? undefined : shownValue(seen, type, facts), words },
    ];
  }
  return [
    { ...line, words: `${joints[kind]}: ${verdict}${later}.` },
    ...trace.nodes.flatMap((node) => describeTrace(node, facts, depth + 1)),
  ];
}

function shownValue(seen: FieldValue, type: FieldType | undefined, { now }: FilterFacts): Shown {
  if (typeof seen === 'number') return type === 'instant' && isInstant(seen) ? textOf(seen) : Number(seen);
  if (typeof seen !== 'object' || 'currency' in seen) return seen;
  return 'halfLifeDays' in seen ? scoreAt(seen, now) : seen.map(({ status }) => status);
}

/** A condition in words, such as “the status of the lead is “contact””. */
function describeCondition(
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
  if (typeof value === 'object') return describeValue(value);
  const at = asInstant(value);
  return at === undefined ? `“${value}”` : moment(at, zone);
}

function describeSeen(
  { type, seen, lastFollowUpAt, lastRecordAt }: ConditionTrace,
  facts: FilterFacts,
): string {
  if (type === undefined) return 'there is no such field';
  const what = seen === undefined ? 'it is not set' : `it is ${describeFieldValue(seen, type, facts)}`;
  if (lastRecordAt !== undefined) return `${what}, and one was made on ${moment(lastRecordAt, facts.zone)}`;
  return lastFollowUpAt === undefined
    ? what
    : `${what}, and something was done on ${moment(lastFollowUpAt, facts.zone)} last`;
}

function describeFieldValue(seen: FieldValue, type: FieldType, { now, zone }: FilterFacts): string {
  if (typeof seen === 'string') return `“${seen}”`;
  if (typeof seen === 'boolean') return seen ? 'yes' : 'no';
  if (typeof seen === 'number')
    return type === 'instant' && isInstant(seen) ? moment(seen, zone) : String(Number(seen));
  if ('currency' in seen) return describeValue(seen);
  if ('halfLifeDays' in seen) return String(scoreAt(seen, now));
  return seen.length === 0 ? 'not enrolled' : seen.map(({ status }) => status).join(', then ');
}

function moment(at: Instant, zone: Zone): string {
  const seconds = (epochMs(at) % 60_000) / 1_000;
  const exact = seconds === 0 ? '' : `:${String(Math.floor(Math.abs(seconds))).padStart(2, '0')}`;
  return `${localDate(at, zone)} ${localTime(at, zone)}${exact} (${zone})`;
}
