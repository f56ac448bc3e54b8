import * as z from 'zod/mini';
import { textOf, toInstant } from '../../../../shared/domain/time/instants.ts';
import { knownId, prefixes } from './ids.ts';
import type { Field } from './schema.ts';
import { entityNamed, fieldOf, type Kept, type Row, type Store, type Value } from './store.ts';

const MOST_RECORDS = 200;
const scalar = z.nullable(z.union([z.string(), z.number(), z.boolean()]));
const collection = z.object({
  allOrNone: z.optional(z.boolean()),
  records: z.array(z.catchall(z.object({ attributes: z.object({ type: z.string() }) }), scalar)),
});
type Given = z.output<typeof collection>['records'][number];

export type RowAnswer = {
  id?: string;
  success: boolean;
  errors: { statusCode: string; message: string; fields: string[] }[];
};
/** The answers for each record, or a refusal of the whole. */
export type CollectionAnswer = { rows: RowAnswer[] } | { code: string; message: string };

/**
 * Writes a collection, each record for itself (`allOrNone: false` is all that is understood); `half`: no more than the
 * first half of it.
 * https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/resources_composite_sobjects_collections.htm
 */
export function applyCollection(
  store: Store,
  of: { creates: boolean; body: unknown; half: boolean },
): CollectionAnswer {
  const read = collection.safeParse(of.body);
  if (!read.success || read.data.allOrNone === true)
    return { code: 'JSON_PARSER_ERROR', message: 'The request body is not what this resource takes.' };
  const { records } = read.data;
  if (records.length > MOST_RECORDS)
    return {
      code: 'EXCEEDED_MAX_SIZE_REQUEST',
      message: `record limit reached. cannot submit more than ${MOST_RECORDS} records in this operation`,
    };
  for (const record of records) {
    const wrong = wrongWhole(store, record);
    if (wrong !== undefined) return wrong;
  }
  const applied = of.half ? records.slice(0, Math.ceil(records.length / 2)) : records;
  return { rows: applied.map((record) => (of.creates ? create(store, record) : update(store, record))) };
}

const isOwn = (name: string): boolean => name !== 'attributes' && name.toLowerCase() !== 'id';

/** What of one record the whole request is refused for: names and JSON types. */
function wrongWhole(store: Store, record: Given): { code: string; message: string } | undefined {
  const entity = entityNamed(store, record.attributes.type);
  if (entity === undefined)
    return { code: 'INVALID_TYPE', message: `sObject type '${record.attributes.type}' is not supported.` };
  for (const [name, value] of Object.entries(record)) {
    if (!isOwn(name)) continue;
    const field = fieldOf(store, entity, name);
    if (field === undefined)
      return { code: 'INVALID_FIELD', message: `No such column '${name}' on sobject of type ${entity}` };
    const needs =
      field.type === 'boolean'
        ? 'boolean'
        : ['double', 'int', 'currency'].includes(field.type)
          ? 'number'
          : 'string';
    if (value !== null && typeof value !== needs)
      return {
        code: 'JSON_PARSER_ERROR',
        message: `Cannot deserialize instance of ${field.type} from VALUE_${(typeof value).toUpperCase()} value ${JSON.stringify(value)}`,
      };
  }
  return undefined;
}

const refused = (statusCode: string, message: string, fields: string[] = []): RowAnswer => ({
  success: false,
  errors: [{ statusCode, message, fields }],
});

function update(store: Store, record: Given): RowAnswer {
  const entity = entityNamed(store, record.attributes.type) as Kept;
  const id = knownId(typeof record['id'] === 'string' ? record['id'] : '');
  if (id === undefined)
    return refused('MALFORMED_ID', `${entity} ID: id value of incorrect type: ${String(record['id'])}`, [
      'Id',
    ]);
  if (!id.startsWith(prefixes[entity])) return refused('INVALID_ID_FIELD', 'record type mismatch', ['Id']);
  const row = store.find(entity, id);
  if (row === undefined) return refused('INVALID_CROSS_REFERENCE_KEY', 'invalid cross reference id');
  if (row['IsDeleted'] === true) return refused('ENTITY_IS_DELETED', 'entity is deleted');
  if (store.locked.delete(id))
    return refused('UNABLE_TO_LOCK_ROW', 'unable to obtain exclusive access to this record');
  if (row['IsConverted'] === true)
    return refused('CANNOT_UPDATE_CONVERTED_LEAD', 'cannot reference converted lead');
  const values = valuesOf(store, entity, record);
  if ('success' in values) return values;
  store.set(entity, id, values.row);
  return { id, success: true, errors: [] };
}

function create(store: Store, record: Given): RowAnswer {
  const entity = entityNamed(store, record.attributes.type) as Kept;
  if (record['id'] !== undefined)
    return refused('INVALID_FIELD_FOR_INSERT_UPDATE', 'cannot specify Id in an insert call', ['Id']);
  const values = valuesOf(store, entity, record);
  if ('success' in values) return values;
  const missing = store.schema[entity].fields.find(
    ({ name, required }) => required && (values.row[name] ?? null) === null,
  );
  if (missing !== undefined)
    return refused('REQUIRED_FIELD_MISSING', `Required fields are missing: [${missing.name}]`, [
      missing.name,
    ]);
  return { id: store.add(entity, values.row), success: true, errors: [] };
}

function valuesOf(store: Store, entity: Kept, record: Given): { row: Row } | RowAnswer {
  const row: Row = {};
  for (const [name, value] of Object.entries(record)) {
    const field = isOwn(name) ? fieldOf(store, entity, name) : undefined;
    if (field === undefined || typeof value === 'object') {
      if (field !== undefined && value === null) {
        if (field.required)
          return refused('REQUIRED_FIELD_MISSING', `Required fields are missing: [${field.name}]`, [
            field.name,
          ]);
        row[field.name] = null;
      }
      continue;
    }
    const wrong = wrongValue(store, field, value);
    if (wrong !== undefined) return wrong;
    row[field.name] =
      field.type === 'datetime' ? textOf(toInstant(String(value))) : value === '' ? null : value;
  }
  return { row };
}

function wrongValue(store: Store, field: Field, value: Exclude<Value, null>): RowAnswer | undefined {
  const { name, type, length, values } = field;
  if (!field.updateable)
    return refused(
      'INVALID_FIELD_FOR_INSERT_UPDATE',
      `Unable to create/update fields: ${name}. Please check the security settings of this field and verify that it is read/write for your profile or permission set.`,
      [name],
    );
  if (typeof value !== 'string') return undefined;
  if (length > 0 && value.length > length)
    return refused(
      'STRING_TOO_LONG',
      `${field.label}: data value too large: ${value.slice(0, 20)} (max length=${length})`,
      [name],
    );
  if (values !== undefined && value !== '' && !values.some((one) => one.active && one.value === value))
    return refused(
      'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST',
      `${field.label}: bad value for restricted picklist field: ${value}`,
      [name],
    );
  if (values?.some((one) => one.value === value && one.converts === true) === true)
    return refused('INVALID_STATUS', `invalid status: ${value}`, [name]);
  if (type === 'email' && !/^[^@\s]{1,64}@[^@\s.]+(?:\.[^@\s.]+)+$/.test(value))
    return refused('INVALID_EMAIL_ADDRESS', `${field.label}: invalid email address: ${value}`, [name]);
  if (
    type === 'datetime' &&
    !/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,3})?(?:Z|[+-]\d\d:?\d\d)$/.test(value)
  )
    return refused(
      'INVALID_TYPE_ON_FIELD_IN_RECORD',
      `${field.label}: value not of required type: ${value}`,
      [name],
    );
  return type === 'reference' ? wrongReference(store, field, value) : undefined;
}

function wrongReference(store: Store, { name, to = [] }: Field, value: string): RowAnswer | undefined {
  const id = knownId(value);
  const entity = to.find((one) => one !== 'RecordType' && id?.startsWith(prefixes[one]) === true);
  if (id === undefined)
    return refused('MALFORMED_ID', `${name}: id value of incorrect type: ${value}`, [name]);
  const row = entity === undefined || entity === 'RecordType' ? undefined : store.find(entity, id);
  if (row === undefined) return refused('INVALID_CROSS_REFERENCE_KEY', 'invalid cross reference id', [name]);
  if (row['IsDeleted'] === true) return refused('ENTITY_IS_DELETED', 'entity is deleted', [name]);
  if (name === 'OwnerId' && row['IsActive'] !== true)
    return refused('INACTIVE_OWNER_OR_USER', `operation performed with inactive user [${id}]`, [name]);
  return row['IsConverted'] === true
    ? refused('CANNOT_UPDATE_CONVERTED_LEAD', 'cannot reference converted lead', [name])
    : undefined;
}
