import * as z from 'zod/mini';
import type { CrmField, CrmFieldType, CrmObject, CrmOption } from '#shared/domain/crm/crm-object.ts';
import { CrmError } from '#shared/ports/crm-error.ts';
import { query } from './salesforce-records.ts';
import type { SalesforceRest } from './salesforce-rest.ts';
import { checkField, entities, isId, noField } from './soql.ts';

const value = z.object({
  active: z.boolean(),
  label: z.nullable(z.string()),
  value: z.string(),
  /** Base64 of as many bits as the controlling field has values: for which of them this one may be chosen. */
  validFor: z.nullish(z.string()),
});
const field = z.object({
  name: z.string(),
  label: z.string(),
  type: z.string(),
  updateable: z.boolean(),
  length: z.optional(z.number()),
  dependentPicklist: z.optional(z.boolean()),
  controllerName: z.nullish(z.string()),
  picklistValues: z.optional(z.array(value)),
});
type Field = z.output<typeof field>;
const description = z.object({
  fields: z.array(field),
  recordTypeInfos: z.optional(
    z.array(
      z.object({
        recordTypeId: z.string(),
        name: z.string(),
        available: z.boolean(),
        active: z.optional(z.boolean()),
        master: z.optional(z.boolean()),
      }),
    ),
  ),
});

/** https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/resources_sobject_describe.htm */
async function described(rest: SalesforceRest, object: CrmObject): Promise<z.output<typeof description>> {
  const path = `/sobjects/${entities[object]}/describe`;
  return rest.ask({ method: 'GET', path, changes: false, object }, description);
}

const types: Readonly<Record<string, CrmFieldType>> = {
  string: 'text',
  textarea: 'text',
  url: 'text',
  encryptedstring: 'text',
  id: 'text',
  email: 'email',
  phone: 'phone',
  int: 'number',
  long: 'number',
  double: 'number',
  percent: 'number',
  currency: 'money',
  date: 'date',
  datetime: 'instant',
  boolean: 'boolean',
  picklist: 'choice',
  combobox: 'choice',
  reference: 'reference',
};

/** The fields of an object, as they are now. */
export async function describe(rest: SalesforceRest, object: CrmObject): Promise<CrmField[]> {
  return (await described(rest, object)).fields.map(({ name, label, type, updateable, length = 0 }) => ({
    name,
    label,
    type: types[type] ?? 'other',
    writable: updateable,
    ...(length > 0 && { length }),
  }));
}

/** Record types that may be used; the master one, which everybody has, is none. */
export async function recordTypes(
  rest: SalesforceRest,
  object: CrmObject,
): Promise<{ id: string; label: string }[]> {
  const { recordTypeInfos = [] } = await described(rest, object);
  return recordTypeInfos
    .filter(({ available, active, master }) => available && active !== false && master !== true)
    .map(({ recordTypeId, name }) => ({ id: recordTypeId, label: name }));
}

/** The values of a field, now. */
export async function picklist(
  rest: SalesforceRest,
  of: { object: CrmObject; field: string; recordType?: string | undefined },
): Promise<CrmOption[]> {
  checkField(of.object, of.field);
  const { fields } = await described(rest, of.object);
  const found = fields.find(({ name }) => name.toLowerCase() === of.field.toLowerCase());
  if (found === undefined) throw noField(of.object, of.field);
  if (types[found.type] !== 'choice') return [];
  const all = optionsOf(found, fields);
  const options =
    of.recordType === undefined ? all : await ofRecordType(rest, { ...of, recordType: of.recordType }, all);
  if (of.object !== 'lead' || found.name !== 'Status') return options;
  const converting = await convertingStatuses(rest);
  return options.map((option) => (converting.has(option.value) ? { ...option, converts: true } : option));
}

function optionsOf(of: Field, fields: readonly Field[]): CrmOption[] {
  const on =
    of.dependentPicklist === true ? fields.find(({ name }) => name === of.controllerName) : undefined;
  const controlling =
    on === undefined
      ? []
      : on.type === 'boolean'
        ? ['false', 'true']
        : (on.picklistValues ?? []).map((one) => one.value);
  return (of.picklistValues ?? []).map((one) => ({
    value: one.value,
    label: one.label ?? one.value,
    active: one.active,
    ...(on !== undefined && {
      dependsOn: { field: on.name, values: controlling.filter((_, n) => hasBit(one.validFor, n)) },
    }),
  }));
}

/** Bits are counted from the highest of the first byte. */
function hasBit(base64: string | null | undefined, n: number): boolean {
  const byte = Buffer.from(base64 ?? '', 'base64')[n >> 3] ?? 0;
  return (byte & (0x80 >> (n & 7))) !== 0;
}

const typeValues = z.object({
  values: z.array(z.object({ value: z.string() })),
});

/** https://developer.salesforce.com/docs/atlas.en-us.uiapi.meta/uiapi/ui_api_resources_picklist_values.htm */
async function ofRecordType(
  rest: SalesforceRest,
  of: { object: CrmObject; field: string; recordType: string },
  all: readonly CrmOption[],
): Promise<CrmOption[]> {
  if (!isId(of.recordType)) throw new CrmError({ kind: 'refused' }, 'Salesforce has no such record type.');
  const path = `/ui-api/object-info/${entities[of.object]}/picklist-values/${of.recordType}/${of.field}`;
  const { values } = await rest.ask({ method: 'GET', path, changes: false, object: of.object }, typeValues);
  const has = new Set(values.map((one) => one.value));
  return all.filter((option) => has.has(option.value));
}

/** The statuses of leads that convert them. */
async function convertingStatuses(rest: SalesforceRest): Promise<Set<string>> {
  const { rows } = await query(
    rest,
    'SELECT Id, ApiName, SystemModstamp FROM LeadStatus WHERE IsConverted = true',
  );
  return new Set(rows.map((row) => String(row['ApiName'])));
}

/** Of which type the fields of an object are, for writing. */
export async function typesOf(
  rest: SalesforceRest,
  object: CrmObject,
): Promise<ReadonlyMap<string, CrmFieldType>> {
  return new Map(
    (await described(rest, object)).fields.map(({ name, type }) => [
      name.toLowerCase(),
      types[type] ?? 'other',
    ]),
  );
}
