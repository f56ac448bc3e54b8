import type { Property } from '@hubspot/api-client/lib/codegen/crm/properties/models/Property.js';
import type { CrmField, CrmFieldType, CrmObject, CrmOption } from '#shared/domain/crm/crm-object.ts';
import { CrmError } from '#shared/ports/crm-error.ts';
import type { HubspotClient } from './hubspot-client.ts';
import { hubspotObject } from './hubspot-objects.ts';

/** The properties of objects: read once for an opened connection, and anew for lists of values. */
export type HubspotFields = {
  describe(object: CrmObject): Promise<CrmField[]>;
  picklist(object: CrmObject, field: string): Promise<CrmOption[]>;
  /** What each field is. @throws CrmError for the first of these that is not there: HubSpot itself would leave it out. */
  typesOf(object: CrmObject, fields: readonly string[]): Promise<ReadonlyMap<string, CrmFieldType>>;
};

/** https://developers.hubspot.com/docs/api-reference/crm-properties-v3/guide */
export function hubspotFields({ properties }: Pick<HubspotClient, 'properties'>): HubspotFields {
  const known = new Map<CrmObject, Property[]>();
  const read = async (object: CrmObject): Promise<Property[]> => {
    const { results } = await properties.getAll(hubspotObject(object).type);
    known.set(object, results);
    return results;
  };
  return {
    describe: async (object) =>
      (await read(object))
        .filter(({ hidden }) => hidden !== true)
        .map((property) => ({
          name: property.name,
          label: property.label === '' ? property.name : property.label,
          type: typeOf(property),
          writable: property.modificationMetadata?.readOnlyValue !== true && property.calculated !== true,
        })),
    picklist: async (object, field) => {
      const property = (await read(object)).find(({ name }) => name === field);
      if (property === undefined) throw noField(object, field);
      return typeOf(property) === 'choice' ? optionsOf(property) : [];
    },
    typesOf: async (object, fields) => {
      const missingIn = (all: readonly Property[]): string | undefined => {
        const names = new Set(all.map(({ name }) => name));
        return fields.find((field) => !names.has(field));
      };
      let all = known.get(object) ?? (await read(object));
      // It may have been made since.
      if (missingIn(all) !== undefined) all = await read(object);
      const missing = missingIn(all);
      if (missing !== undefined) throw noField(object, missing);
      return new Map(all.map((property) => [property.name, typeOf(property)]));
    },
  };
}

function noField(object: CrmObject, field: string): CrmError {
  return new CrmError(
    { kind: 'no-field', object, field },
    `HubSpot has no property ${field} of ${hubspotObject(object).type} any more: map another one, or take it out of the mapping.`,
  );
}

/** HubSpot tells of no values that depend on other ones. */
function optionsOf({ options }: Property): CrmOption[] {
  return options.map(({ value, label, hidden }) => ({
    value,
    label: label === '' ? value : label,
    active: !hidden,
  }));
}

function typeOf({
  name,
  type,
  fieldType,
  showCurrencySymbol,
  referencedObjectType,
  externalOptions,
}: Property): CrmFieldType {
  switch (type) {
    case 'string':
      if (fieldType === 'phonenumber') return 'phone';
      return /(?:^|_)email$/.test(name) ? 'email' : 'text';
    case 'phone_number':
      return 'phone';
    case 'number':
      return showCurrencySymbol === true ? 'money' : 'number';
    case 'date':
      return 'date';
    case 'datetime':
      return 'instant';
    case 'bool':
      return 'boolean';
    case 'enumeration':
      if (fieldType === 'booleancheckbox') return 'boolean';
      if ((referencedObjectType ?? '') !== '' || externalOptions === true) return 'reference';
      // Several values at once, with semicolons between.
      return fieldType === 'checkbox' ? 'other' : 'choice';
    default:
      return 'other';
  }
}
