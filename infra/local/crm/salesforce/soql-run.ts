import { textOf, toInstant } from '../../../../shared/domain/time/instants.ts';
import { knownId } from './ids.ts';
import type { Field } from './schema.ts';
import { parseSoql, SoqlError, type Comparison, type Condition, type Literal } from './soql-parse.ts';
import { entityNamed, fieldOf, type Kept, type Row, type Store, type Value } from './store.ts';

/** A refusal of a query, with the code of the real one. */
export class QueryRefusal extends Error {
  override readonly name = 'QueryRefusal';
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

export type QueryAnswer = { totalSize: number; done: boolean; records: unknown[] };
const MOST_ROWS = 2_000;

/** Answers a query as `/query`, or as `/queryAll` with those that were deleted. @throws QueryRefusal */
export function runSoql(store: Store, soql: string, withDeleted: boolean): QueryAnswer {
  const query = parsed(soql);
  const entity = entityNamed(store, query.entity);
  if (entity === undefined)
    throw new QueryRefusal('INVALID_TYPE', `sObject type '${query.entity}' is not supported.`);
  const named = (name: string): Field => {
    const field = fieldOf(store, entity, name);
    if (field !== undefined) return field;
    throw new QueryRefusal(
      'INVALID_FIELD',
      `\n${soql.slice(0, 60)}\n^\nERROR at Row:1:Column:8\nNo such column '${name}' on entity '${entity}'. If you are attempting to use a custom field, be sure to append the '__c' after the custom field name. Please reference your WSDL or the describe call for the appropriate names.`,
    );
  };
  const { where, order, limit = Infinity } = query;
  const holds = where === undefined ? () => true : conditionOf(where, named);
  const by = order.map(({ field, descending }) => ({ field: named(field), sign: descending ? -1 : 1 }));
  const fields = query.fields === 'count' ? [] : query.fields.map(named);
  const twice = fields.find((field, n) => fields.indexOf(field) !== n);
  if (twice !== undefined) throw new QueryRefusal('INVALID_FIELD', `duplicate field selected: ${twice.name}`);
  const rows = [...store.rows[entity].values()]
    .filter((row) => (withDeleted || row['IsDeleted'] !== true) && holds(row))
    .toSorted((a, b) => {
      for (const { field, sign } of by) {
        const difference = compared(a[field.name] ?? null, b[field.name] ?? null);
        if (difference !== 0) return difference * sign;
      }
      return 0;
    })
    .slice(0, limit);
  if (query.fields === 'count') return { totalSize: rows.length, done: true, records: [] };
  return {
    totalSize: rows.length,
    done: rows.length <= MOST_ROWS,
    records: rows.slice(0, MOST_ROWS).map((row) => shown(entity, fields, row)),
  };
}

function parsed(soql: string): ReturnType<typeof parseSoql> {
  try {
    return parseSoql(soql);
  } catch (error) {
    if (!(error instanceof SoqlError)) throw error;
    throw new QueryRefusal('MALFORMED_QUERY', error.message);
  }
}

function shown(entity: Kept, fields: readonly Field[], row: Row): unknown {
  const url = `/services/data/v66.0/sobjects/${entity}/${String(row['Id'])}`;
  return {
    attributes: { type: entity, url },
    ...Object.fromEntries(fields.map((field) => [field.name, shownValue(field, row[field.name] ?? null)])),
  };
}

/** Instants go out as `2027-03-15T09:00:00.000+0000`. */
function shownValue({ type }: Field, value: Value): unknown {
  if (type === 'address') return value === null ? null : { city: value, country: null };
  return type === 'datetime' && typeof value === 'string' ? value.replace(/Z$/, '+0000') : value;
}

function conditionOf(condition: Condition, named: (name: string) => Field): (row: Row) => boolean {
  if (condition.kind === 'compare') return comparisonOf(condition, named(condition.field));
  const of = condition.of.map((one) => conditionOf(one, named));
  return condition.kind === 'and'
    ? (row) => of.every((one) => one(row))
    : (row) => of.some((one) => one(row));
}

function comparisonOf({ operator, values }: Comparison, field: Field): (row: Row) => boolean {
  if (field.type === 'textarea' || field.type === 'address')
    throw new QueryRefusal('INVALID_FIELD', `field '${field.name}' can not be filtered in a query call`);
  const wanted = values.map((value) => valueOf(value, field));
  const [first = null] = wanted;
  const value = (row: Row): Value => folded(field, row[field.name] ?? null);
  const against = (holds: (difference: number) => boolean) => (row: Row) =>
    value(row) !== null && first !== null && holds(compared(value(row), folded(field, first)));
  switch (operator) {
    case '=':
      return (row) => value(row) === folded(field, first);
    case '!=':
      return (row) => value(row) !== folded(field, first);
    case 'IN':
      return (row) => wanted.some((one) => folded(field, one) === value(row));
    case '<':
      return against((difference) => difference < 0);
    case '<=':
      return against((difference) => difference <= 0);
    case '>':
      return against((difference) => difference > 0);
    case '>=':
      return against((difference) => difference >= 0);
    default:
      throw new QueryRefusal('MALFORMED_QUERY', `unknown operator ${operator}`);
  }
}

/** Texts are compared without regard to case, ids and instants as they are. */
function folded({ type }: Field, value: Value): Value {
  return typeof value === 'string' && !['id', 'reference', 'datetime', 'date'].includes(type)
    ? value.toLowerCase()
    : value;
}

function valueOf(literal: Literal, field: Field): Value {
  const wrong = (): never => {
    const said = literal.kind === 'value' ? String(literal.value) : literal.text;
    throw new QueryRefusal(
      'INVALID_FIELD',
      `value of filter criterion for field '${field.name}' must be of type ${field.type} and should not be enclosed in quotes: ${said}`,
    );
  };
  if (literal.kind === 'value' && literal.value === null) return null;
  switch (field.type) {
    case 'id':
    case 'reference':
      if (literal.kind !== 'text') return wrong();
      return (
        knownId(literal.text) ??
        (() => {
          throw new QueryRefusal('INVALID_QUERY_FILTER_OPERATOR', `invalid ID field: ${literal.text}`);
        })()
      );
    case 'datetime':
      return literal.kind === 'instant' ? textOf(toInstant(literal.text)) : wrong();
    case 'date':
      return literal.kind === 'date' ? literal.text : wrong();
    case 'boolean':
      return literal.kind === 'value' && typeof literal.value === 'boolean' ? literal.value : wrong();
    case 'double':
    case 'int':
    case 'currency':
      return literal.kind === 'value' && typeof literal.value === 'number' ? literal.value : wrong();
    case 'string':
    case 'textarea':
    case 'email':
    case 'phone':
    case 'url':
    case 'picklist':
    case 'address':
      return literal.kind === 'text' ? literal.text : wrong();
  }
}

function compared(a: Value, b: Value): number {
  if (a === b) return 0;
  if (a === null) return -1;
  if (b === null) return 1;
  return a < b ? -1 : 1;
}
