import * as z from 'zod/mini';
import type { CrmObject, CrmRecord } from '#shared/domain/crm/crm-object.ts';
import type { Instant } from '#shared/domain/kernel/instant.ts';
import { textOf, toInstant } from '#shared/domain/time/instants.ts';
import type { SalesforceRest } from './salesforce-rest.ts';
import { checkField, entities, isId, listed } from './soql.ts';

/** What is read of every record beside the fields that are asked for. */
const system = ['Id', 'SystemModstamp', 'CreatedDate', 'IsDeleted', 'MasterRecordId', 'OwnerId'];
const systemOf: Readonly<Record<CrmObject, readonly string[]>> = {
  lead: [...system, 'ConvertedContactId'],
  contact: [...system, 'AccountId'],
  account: system,
};

const row = z.looseObject({ Id: z.string(), SystemModstamp: z.string() });
type Row = z.output<typeof row>;
const rows = z.object({ totalSize: z.number(), done: z.boolean(), records: z.array(row) });

/** Rows of a query with the time there, in their order; `done`: those are all of them. */
export type Found = { rows: Row[]; done: boolean; at: Instant };

/** Asks in SOQL; `withDeleted`: those in the recycle bin too. */
export async function query(
  rest: SalesforceRest,
  soql: string,
  of: { object?: CrmObject; withDeleted?: boolean } = {},
): Promise<Found> {
  const path = `/${of.withDeleted === true ? 'queryAll' : 'query'}?q=${encodeURIComponent(soql)}`;
  const { answer, at } = await rest.askAt({ method: 'GET', path, changes: false, object: of.object }, rows);
  return { rows: answer.records, done: answer.done, at };
}

const counted = z.object({ totalSize: z.number() });

/** How many records there are. */
export async function count(rest: SalesforceRest, object: CrmObject): Promise<number> {
  const path = `/query?q=${encodeURIComponent(`SELECT COUNT() FROM ${entities[object]}`)}`;
  return (await rest.ask({ method: 'GET', path, changes: false, object }, counted)).totalSize;
}

/** The beginning of a query for records with these fields. */
export function selected(object: CrmObject, fields: readonly string[]): string {
  const names = new Map(systemOf[object].map((name) => [name.toLowerCase(), name]));
  for (const field of fields)
    names.set(field.toLowerCase(), names.get(field.toLowerCase()) ?? checkField(object, field));
  return `SELECT ${[...names.values()].join(', ')} FROM ${entities[object]}`;
}

/** The newest changed records, newest first. */
export async function newest(
  rest: SalesforceRest,
  of: { object: CrmObject; fields: readonly string[]; most: number },
): Promise<CrmRecord[]> {
  const soql = `${selected(of.object, of.fields)} ORDER BY SystemModstamp DESC, Id DESC LIMIT ${of.most}`;
  const found = await query(rest, soql, of);
  return found.rows.map((one) => recordOf(of.object, of.fields, one));
}

/** Records by id; those that are not there are left out. */
export async function read(
  rest: SalesforceRest,
  of: { object: CrmObject; ids: readonly string[]; fields: readonly string[] },
): Promise<CrmRecord[]> {
  const ids = of.ids.filter(isId);
  if (ids.length === 0) return [];
  const found = await query(rest, `${selected(of.object, of.fields)} WHERE Id IN ${listed(ids)}`, of);
  return found.rows.map((one) => recordOf(of.object, of.fields, one));
}

/** A row as a record of the port. */
export function recordOf(object: CrmObject, fields: readonly string[], from: Row): CrmRecord {
  // Names of fields are the same in any case, and come as Salesforce writes them.
  const values = new Map(Object.entries(from).map(([name, value]) => [name.toLowerCase(), value]));
  const text = (name: string): string | undefined => textIn(values.get(name.toLowerCase()));
  const created = text('CreatedDate');
  const [mergedInto, convertedTo] = [text('MasterRecordId'), text('ConvertedContactId')];
  const [ownerId, accountId] = [text('OwnerId'), text('AccountId')];
  return {
    object,
    id: from.Id,
    modifiedAt: instantIn(from.SystemModstamp),
    ...(created !== undefined && { createdAt: toInstant(created) }),
    ...(from['IsDeleted'] === true && { deleted: true }),
    ...(mergedInto !== undefined && { mergedInto }),
    ...(object === 'lead' && convertedTo !== undefined && { convertedTo }),
    ...(ownerId !== undefined && { ownerId }),
    ...(object === 'contact' && accountId !== undefined && { accountId }),
    fields: Object.fromEntries(
      fields.flatMap((name) => {
        const value = text(name);
        return value === undefined ? [] : [[name, value]];
      }),
    ),
  };
}

const theirInstant = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}(?:\+0000|Z)$/;

/** An instant as they write it: `2027-03-15T09:00:00.000+0000`. */
function instantIn(text: string): Instant {
  return toInstant(text.replace(/\+0000$/, 'Z'));
}

/** A value as a text; undefined: it is empty, or has parts (an address, a place). */
function textIn(value: unknown): string | undefined {
  if (typeof value === 'string')
    return value === '' ? undefined : theirInstant.test(value) ? textOf(instantIn(value)) : value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
}
