import type { RecordField } from '../records/record-type.ts';
import type { Problem } from '../kernel/problem.ts';
import { isReservedName } from '../kernel/reserved-name.ts';
import { conditionsOf, joints, operatorNames, type Condition, type Filter, type Operator } from './filter.ts';
import type { FieldType } from './field-values.ts';

import { filterFieldOf, sequenceNamed, type FilterField } from './filter-fields.ts';
import { operatorOf, operatorsOf } from './operators.ts';
import { spanUnits, type SpanUnit } from '../time/spans.ts';
import { problemOfSpan, problemOfValue } from './validate-value.ts';

/** Bounds of a filter (E1). */
const mostConditions = 50;
const deepestFilter = 5;
/** Groups and conditions together, so that groups of nothing are bounded too. */
const mostParts = 200;
const mostValues = 50;
/** As JSON: jobs bear a copy of the filter that they follow. */
const mostBytes = 32 * 1024;
const longestField = 200;

/** What is known where a filter is written. */
export type KnownToFilter = {
  /** The fields of the type of records that it is over; undefined: it is over leads. */
  recordFields: readonly RecordField[] | undefined;
  users: ReadonlySet<string>;
  sequences: ReadonlySet<string>;
  recordTypes: ReadonlySet<string>;
};

/** A filter that may be used, or everything that is wrong with it, each with its path. */
export type ReadFilter = { kind: 'filter'; filter: Filter } | { kind: 'invalid'; problems: Problem[] };

/**
 * Reads what a person wrote as a filter (E1): any value at all, of any depth. A group of all with nothing in it is for
 * everybody, and stands alone.
 */
export function readFilter(input: unknown, known: KnownToFilter): ReadFilter {
  const reader = new FilterReader(known);
  const filter = reader.read(input, [], 1);
  if (filter === false || reader.problems.length > 0) return { kind: 'invalid', problems: reader.problems };
  const bytes = new TextEncoder().encode(JSON.stringify(filter)).length;
  if (bytes <= mostBytes) return { kind: 'filter', filter };
  const message = `The filter takes ${bytes} bytes, ${mostBytes} at most: shorten its lists of values.`;
  return { kind: 'invalid', problems: [{ path: [], message }] };
}

/** The sequences that a filter asks about. */
export function sequencesNamed(filter: Filter): string[] {
  return [...new Set(conditionsOf(filter).flatMap(({ field }) => sequenceNamed(field) ?? []))];
}

/** Collects the problems on the way. */
class FilterReader {
  readonly problems: Problem[] = [];
  #conditions = 0;
  #parts = 0;
  readonly #known: KnownToFilter;

  constructor(known: KnownToFilter) {
    this.#known = known;
  }

  read(input: unknown, path: string[], depth: number): Filter | false {
    this.#parts += 1;
    if (this.#parts > mostParts) return this.#wrong(path, `Keep within ${mostParts} groups and conditions.`);
    if (!isNamed(input)) return this.#wrong(path, 'Give a condition, or a group: all, any or none.');
    const groups = joints.filter((joint) => Object.hasOwn(input, joint));
    const [joint] = groups;
    if (joint === undefined) return this.#condition(input, path);
    const others = Object.keys(input).filter((name) => name !== joint);
    if (others.length > 0)
      return this.#wrong(path, `Give “${joint}” alone: put what else is to hold in a group around it.`);
    if (depth > deepestFilter)
      return this.#wrong(path, `Nest groups within groups ${deepestFilter} deep at most.`);
    return this.#group(joint, input[joint], [...path, joint], depth);
  }

  #group(joint: (typeof joints)[number], input: unknown, path: string[], depth: number): Filter | false {
    if (!Array.isArray(input)) return this.#wrong(path, 'Give a list of conditions and groups.');
    if (input.length === 0 && !(joint === 'all' && depth === 1))
      return this.#wrong(path, 'Give at least one condition.');
    const parts: Filter[] = [];
    for (const [index, each] of input.entries()) {
      if (this.#parts > mostParts) break;
      const part = this.read(each, [...path, String(index)], depth + 1);
      if (part !== false) parts.push(part);
    }
    return { [joint]: parts } as Filter;
  }

  #condition(input: Record<string, unknown>, path: string[]): Condition | false {
    this.#conditions += 1;
    if (this.#conditions === mostConditions + 1)
      return this.#wrong(path, `Keep within ${mostConditions} conditions.`);
    const { field: name, is, value, unit, ...others } = input;
    const [other] = Object.keys(others);
    if (other !== undefined)
      this.#wrong([...path, other], 'A condition has field, is, value and unit, and nothing else.');
    const field = typeof name === 'string' ? this.#field(name) : undefined;
    if (typeof name !== 'string' || field === undefined) {
      const message = typeof name === 'string' ? unknownField(name, this.#known) : 'Name the field.';
      return this.#wrong([...path, 'field'], message);
    }
    this.#sequence(name, path);
    if (!isOperator(is) || operatorOf(field.type, is) === undefined)
      return this.#wrong([...path, 'is'], `Choose one of ${operatorsOf(field.type).join(', ')}.`);
    return this.#compared(field, { field: name, is }, { value, unit }, path);
  }

  #field(name: string): FilterField | undefined {
    const own = name.slice(name.lastIndexOf('.') + 1);
    if (name.length > longestField || isReservedName(own)) return undefined;
    return filterFieldOf(name, this.#known.recordFields);
  }

  #sequence(field: string, path: string[]): void {
    const id = sequenceNamed(field);
    if (id !== undefined && !this.#known.sequences.has(id))
      this.#wrong([...path, 'field'], `There is no sequence “${id}”.`);
  }

  #compared(
    field: FilterField,
    head: Pick<Condition, 'field' | 'is'>,
    { value, unit }: { value: unknown; unit: unknown },
    path: string[],
  ): Condition | false {
    const takes = operatorOf(field.type, head.is)?.takes ?? 'nothing';
    if (unit !== undefined && (takes !== 'span' || !isUnit(unit)))
      return this.#wrong(
        [...path, 'unit'],
        takes === 'span' ? `Choose one of ${spanUnits.join(', ')}.` : `“${head.is}” takes no unit.`,
      );
    if (takes === 'nothing')
      return value === undefined ? head : this.#wrong([...path, 'value'], `“${head.is}” takes no value.`);
    const before = this.problems.length;
    this.#value(field, takes, value, unit, [...path, 'value']);
    if (this.problems.length > before) return false;
    return {
      ...head,
      value: value as Exclude<Condition['value'], undefined>,
      ...(isUnit(unit) && { unit }),
    };
  }

  #value(field: FilterField, takes: string, value: unknown, unit: unknown, path: string[]): void {
    if (takes === 'span') {
      const problem = problemOfSpan(value, isUnit(unit) ? unit : 'days');
      if (problem !== undefined) this.#wrong(path, problem);
      return;
    }
    if (takes === 'record-type') {
      if (typeof value !== 'string' || !this.#known.recordTypes.has(value))
        this.#wrong(path, 'Give the id of a record type.');
      return;
    }
    if (takes === 'one' || takes === 'day') {
      this.#one(field, takes === 'day' ? 'date' : field.type, value, path);
      return;
    }
    if (!Array.isArray(value)) {
      this.#wrong(path, takes === 'pair' ? 'Give two values: from and to.' : 'Give a list of values.');
    } else if (takes === 'pair' && value.length !== 2) {
      this.#wrong(path, 'Give two values: from and to.');
    } else if (value.length === 0 || value.length > mostValues) {
      this.#wrong(path, `Give 1 to ${mostValues} values.`);
    } else {
      value.forEach((each, index) => this.#one(field, field.type, each, [...path, String(index)]));
    }
  }

  #one(field: FilterField, type: FieldType, value: unknown, path: string[]): void {
    const problem = problemOfValue(type, value, { choices: field.choices, users: this.#known.users });
    if (problem !== undefined) this.#wrong(path, problem);
  }

  /** Answers false: what was read is no filter, and `problems` says why. */
  #wrong(path: string[], message: string): false {
    this.problems.push({ path, message });
    return false;
  }
}

function isNamed(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isOperator(value: unknown): value is Operator {
  return operatorNames.some((name) => name === value);
}

function isUnit(value: unknown): value is SpanUnit {
  return spanUnits.some((unit) => unit === value);
}

function unknownField(name: string, { recordFields }: KnownToFilter): string {
  if (name.startsWith('record.') && recordFields === undefined)
    return 'This filter is over leads: fields of records are for filters over a type of record.';
  return 'There is no such field: see the list of fields.';
}
