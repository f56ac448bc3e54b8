import type { Account, Lead } from '../people/people.ts';
import { isPerson } from './crm-link.ts';
import type { CrmObject } from './crm-object.ts';
import type { MappedField, Mapping } from './mapping.ts';

const OWN = 'fields.';

/** The fields that are mapped for an object. */
export function mappedFor({ fields }: Pick<Mapping, 'fields'>, object: CrmObject): MappedField[] {
  return fields.filter((field) => field.object === object);
}

/** The field that holds the integration status of an object (B3). */
export function statusFieldOf({ status }: Pick<Mapping, 'status'>, object: CrmObject): string | undefined {
  return status[object];
}

/** Names of the fields of the CRM that are to be read of an object. */
export function fieldsToRead(mapping: Pick<Mapping, 'fields' | 'status'>, object: CrmObject): string[] {
  const theirs = mappedFor(mapping, object).map((field) => field.theirs);
  const status = statusFieldOf(mapping, object);
  return [...new Set(status === undefined ? theirs : [...theirs, status])];
}

/** The value of a field of ours, by the name that it is mapped by; undefined: empty. */
export function ourValue(of: Partial<Lead> | Partial<Account> | undefined, ours: string): string | undefined {
  if (of === undefined) return undefined;
  const value: unknown = ours.startsWith(OWN)
    ? of.fields?.[ours.slice(OWN.length)]
    : (of as Record<string, unknown>)[ours];
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** The key under which a lead or an account is linked. */
export function oursKey(object: CrmObject, id: string): string {
  return `${isPerson(object) ? 'lead' : 'account'}.${id}`;
}
