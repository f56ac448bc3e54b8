import type { EntitySchema, Field, ListValue } from './schema.ts';

const MASTER = '012000000000000AAA';

/** The answer of `/sobjects/<object>/describe`, as far as anybody reads it. */
export function described(name: string, { label, fields, recordTypes }: EntitySchema): unknown {
  return {
    name,
    label,
    fields: fields.map((field) => ({
      name: field.name,
      label: field.label,
      type: field.type,
      length: field.length,
      updateable: field.updateable,
      createable: field.updateable,
      nillable: !field.required,
      custom: field.name.endsWith('__c'),
      calculated: false,
      dependentPicklist: field.controller !== undefined,
      controllerName: field.controller ?? null,
      referenceTo: field.to ?? [],
      picklistValues: (field.values ?? []).map((value) => ({
        active: value.active,
        defaultValue: false,
        label: value.value,
        value: value.value,
        validFor: field.controller === undefined ? null : bitsOf(value, controllingOf(fields, field)),
      })),
    })),
    recordTypeInfos: [
      ...recordTypes.map(({ id, name: type }) => ({
        active: true,
        available: true,
        defaultRecordTypeMapping: false,
        master: false,
        name: type,
        recordTypeId: id,
      })),
      {
        active: true,
        available: true,
        defaultRecordTypeMapping: true,
        master: true,
        name: 'Master',
        recordTypeId: MASTER,
      },
    ],
  };
}

/** The answer of `/ui-api/object-info/…/picklist-values/…`; undefined: there is no such record type or list. */
export function picklistValues(
  { fields, recordTypes }: EntitySchema,
  recordType: string,
  name: string,
): unknown {
  const type = recordTypes.find(({ id }) => id === recordType);
  const field = fields.find((one) => one.name === name);
  if ((type === undefined && recordType !== MASTER) || field?.values === undefined) return undefined;
  const controlling = controllingOf(fields, field);
  return {
    controllerValues: Object.fromEntries(controlling.map((value, n) => [value, n])),
    defaultValue: null,
    url: '',
    values: field.values
      .filter(({ active, value }) => active && type?.lacks[name]?.includes(value) !== true)
      .map((value) => ({
        attributes: null,
        label: value.value,
        value: value.value,
        validFor: controlling.flatMap((one, n) => (value.when?.includes(one) === true ? [n] : [])),
      })),
  };
}

function controllingOf(fields: readonly Field[], { controller }: Field): string[] {
  return (fields.find(({ name }) => name === controller)?.values ?? []).map(({ value }) => value);
}

function bitsOf({ when = [] }: ListValue, controlling: readonly string[]): string {
  const bytes = Buffer.alloc(Math.ceil(controlling.length / 8));
  for (const [n, value] of controlling.entries())
    if (when.includes(value)) bytes[n >> 3] = (bytes[n >> 3] ?? 0) | (0x80 >> (n & 7));
  return bytes.toString('base64');
}
