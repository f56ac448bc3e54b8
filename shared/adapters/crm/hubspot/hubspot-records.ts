import type { CrmFieldType, CrmObject, CrmRecord } from '#shared/domain/crm/crm-object.ts';
import type { Instant } from '#shared/domain/kernel/instant.ts';
import { fromEpochMs, InvalidInstantError, textOf, toInstant } from '#shared/domain/time/instants.ts';
import { hubspotObject, isHubspotId } from './hubspot-objects.ts';

/** A record as the API gives it. */
export type HubspotRecord = {
  id: string;
  properties: Readonly<Record<string, string | null | undefined>>;
  createdAt: Date;
  updatedAt: Date;
  archived?: boolean;
  archivedAt?: Date;
};

/** What is asked for of each record, beside the fields. */
export function neededOf(object: CrmObject): string[] {
  const common = [hubspotObject(object).modified, 'hubspot_owner_id', 'hs_merged_object_ids'];
  return object === 'contact' ? [...common, 'associatedcompanyid'] : common;
}

/** When a record was last changed. */
export function modifiedAt(object: CrmObject, { properties, updatedAt }: HubspotRecord): Instant {
  return instantOf(properties[hubspotObject(object).modified]) ?? fromEpochMs(updatedAt.getTime());
}

/** The ids that a record was merged of, some of which lead to it now. */
export function mergedIds({ id, properties }: HubspotRecord): string[] {
  const ids = (properties['hs_merged_object_ids'] ?? '').split(';').map((text) => text.trim());
  return [...new Set(ids)].filter((merged) => merged !== id && isHubspotId(merged));
}

/** A record in the words of the port, with these fields. */
export function crmRecordOf(
  object: CrmObject,
  record: HubspotRecord,
  { fields, types }: { fields: readonly string[]; types: ReadonlyMap<string, CrmFieldType> },
): CrmRecord {
  const { id, properties } = record;
  const values = fields.flatMap((field) => {
    const value = properties[field];
    if (value === undefined || value === null || value === '') return [];
    return [[field, valueOf(value, types.get(field))]];
  });
  return {
    object,
    id,
    modifiedAt: modifiedAt(object, record),
    createdAt: fromEpochMs(record.createdAt.getTime()),
    ...present('ownerId', properties['hubspot_owner_id']),
    ...(object === 'contact' && present('accountId', properties['associatedcompanyid'])),
    fields: Object.fromEntries(values) as Record<string, string>,
  };
}

/** What is left to tell of a record that was merged into another. */
export function mergedRecord(object: CrmObject, id: string, into: { id: string; at: Instant }): CrmRecord {
  return { object, id, modifiedAt: into.at, deleted: true, mergedInto: into.id, fields: {} };
}

/** What is left to tell of a record that was deleted. */
export function deletedRecord(object: CrmObject, id: string, at: Instant): CrmRecord {
  return { object, id, modifiedAt: at, deleted: true, fields: {} };
}

function present(
  name: 'ownerId' | 'accountId',
  value: string | null | undefined,
): { [key in typeof name]?: string } {
  return value === undefined || value === null || value === '' ? {} : { [name]: value };
}

/** Moments come with or without thousandths, or in milliseconds. */
function valueOf(value: string, type: CrmFieldType | undefined): string {
  const at = type === 'instant' ? instantOf(value) : undefined;
  return at === undefined ? value : textOf(at);
}

function instantOf(text: string | null | undefined): Instant | undefined {
  if (text === undefined || text === null || text === '') return undefined;
  try {
    return /^\d{1,14}$/.test(text) ? fromEpochMs(Number(text)) : toInstant(text);
  } catch (error) {
    if (error instanceof InvalidInstantError) return undefined;
    throw error;
  }
}
