import * as z from 'zod/mini';
import type { CrmFieldType, CrmObject } from '#shared/domain/crm/crm-object.ts';
import type { CrmWritten } from '#shared/ports/crm.ts';
import { typesOf } from './salesforce-describe.ts';
import { said } from './salesforce-faults.ts';
import { query } from './salesforce-records.ts';
import type { SalesforceRest } from './salesforce-rest.ts';
import { checkField, entities, isId, listed } from './soql.ts';

const rowError = z.object({
  statusCode: z.string(),
  message: z.string(),
  fields: z.optional(z.array(z.string())),
});
export type RowError = z.output<typeof rowError>;
/** One answer of a collection, in the order of its records. */
export const savedRows = z.array(z.object({ success: z.boolean(), errors: z.optional(z.array(rowError)) }));

type Write = { id: string; fields: Readonly<Record<string, string | null>> };

/**
 * Writes fields of up to 200 records in one request, each for itself.
 * https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/resources_composite_sobjects_collections_update.htm
 */
export async function write(
  rest: SalesforceRest,
  object: CrmObject,
  writes: readonly Write[],
): Promise<CrmWritten[]> {
  for (const { fields } of writes) for (const name of Object.keys(fields)) checkField(object, name);
  const known = writes.filter(({ id }) => isId(id));
  if (known.length === 0) return writes.map(() => ({ kind: 'gone' }));
  const types = known.some(hasTyped) ? await typesOf(rest, object) : new Map<string, CrmFieldType>();
  const records = known.map(({ id, fields }) => ({
    attributes: { type: entities[object] },
    id,
    ...Object.fromEntries(
      Object.entries(fields).map(([name, value]) => [name, typed(types.get(name.toLowerCase()), value)]),
    ),
  }));
  const body = { allOrNone: false, records };
  const answers = await rest.ask(
    { method: 'PATCH', path: '/composite/sobjects', body, changes: true, object },
    savedRows,
  );
  const gone = await whereGone(
    rest,
    object,
    known.filter((_, n) => isMaybeGone(answers[n]?.errors?.[0])).map(({ id }) => id),
  );
  const by = new Map(known.map(({ id }, n) => [id, writtenOf(answers[n], gone.get(id))]));
  return writes.map(({ id }) => by.get(id) ?? { kind: 'gone' });
}

const looksTyped = /^(?:true|false|-?\d+(?:\.\d+)?)$/;

function hasTyped({ fields }: Write): boolean {
  return Object.values(fields).some((value) => value !== null && value.length < 40 && looksTyped.test(value));
}

/** Numbers and booleans are refused as texts. */
function typed(type: CrmFieldType | undefined, value: string | null): string | number | boolean | null {
  if (value === null || !looksTyped.test(value)) return value;
  if (type === 'boolean') return value === 'true';
  return type === 'number' || type === 'money' ? Number(value) : value;
}

/** What may succeed later as it is. */
const passing = new Set([
  'UNABLE_TO_LOCK_ROW',
  'REQUEST_RUNNING_TOO_LONG',
  'SERVER_UNAVAILABLE',
  'UNKNOWN_EXCEPTION',
]);

/** What an answer for one record means; `gone`: what is known of a record that is not there. */
export function writtenOf(
  answer: { success: boolean; errors?: RowError[] | undefined } | undefined,
  gone?: { into?: string | undefined },
): CrmWritten {
  if (answer?.success === true) return { kind: 'written' };
  if (gone !== undefined) return { kind: 'gone', ...(gone.into !== undefined && { into: gone.into }) };
  const [error] = answer?.errors ?? [];
  if (error === undefined) return { kind: 'refused', why: 'Salesforce refused without a reason.' };
  if (error.statusCode === 'ENTITY_IS_DELETED') return { kind: 'gone' };
  if (passing.has(error.statusCode))
    return { kind: 'later', why: `Salesforce is busy with the record: ${said(error.message)}` };
  return { kind: 'refused', why: whyRefused(error) };
}

function whyRefused({ statusCode, message, fields = [] }: RowError): string {
  const theirs = `${said(message)} (${said(statusCode)}${fields.length > 0 ? `, ${said(fields.join(', '))}` : ''})`;
  switch (statusCode) {
    case 'INVALID_FIELD':
    case 'INVALID_FIELD_FOR_INSERT_UPDATE':
      return `Relance may not write this field in Salesforce: give it access, or map another. ${theirs}`;
    case 'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST':
      return `Salesforce does not know this value (any more): choose another. ${theirs}`;
    case 'CANNOT_UPDATE_CONVERTED_LEAD':
      return `The lead is converted in Salesforce and takes no changes any more. ${theirs}`;
    case 'REQUIRED_FIELD_MISSING':
      return `Salesforce needs a value here. ${theirs}`;
    case 'INSUFFICIENT_ACCESS_OR_READONLY':
    case 'INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY':
      return `The user whom Relance signs in as may not change this record: give it access. ${theirs}`;
    case 'FIELD_CUSTOM_VALIDATION_EXCEPTION':
      return `A validation rule in Salesforce refuses it. ${theirs}`;
    default:
      return `Salesforce refused: ${theirs}`;
  }
}

/** A record that was removed for good is a wrong reference, which another field may be as well. */
function isMaybeGone(error: RowError | undefined): boolean {
  return error?.statusCode === 'ENTITY_IS_DELETED' || error?.statusCode === 'INVALID_CROSS_REFERENCE_KEY';
}

/** Which of them are not there any more, and what they were merged into. */
export async function whereGone(
  rest: SalesforceRest,
  object: CrmObject,
  ids: readonly string[],
): Promise<Map<string, { into?: string | undefined }>> {
  const asked = ids.filter(isId);
  if (asked.length === 0) return new Map();
  const soql = `SELECT Id, IsDeleted, MasterRecordId, SystemModstamp FROM ${entities[object]} WHERE Id IN ${listed(asked)}`;
  const { rows } = await query(rest, soql, { object, withDeleted: true });
  const by = new Map(rows.map((row) => [row.Id, row]));
  return new Map(
    asked.flatMap((id) => {
      const row = by.get(id);
      if (row !== undefined && row['IsDeleted'] !== true) return [];
      const into = row?.['MasterRecordId'];
      return [[id, typeof into === 'string' ? { into } : {}] as const];
    }),
  );
}
