import * as z from 'zod/mini';
import type { CrmObject, CrmRecord } from '#shared/domain/crm/crm-object.ts';
import type { Instant } from '#shared/domain/kernel/instant.ts';
import { epochInstant, instant } from '#shared/domain/time/instant-text.ts';
import { plusSeconds } from '#shared/domain/time/instants.ts';
import { CrmError } from '#shared/ports/crm-error.ts';
import type { CrmChanges } from '#shared/ports/crm.ts';
import { jsonIn } from './json-in.ts';
import { query, recordOf, selected } from './salesforce-records.ts';
import type { SalesforceRest } from './salesforce-rest.ts';
import { instantLiteral, quoted } from './soql.ts';

/**
 * How far back each walk begins before the one before it began: a record is stamped when it is saved and seen when its
 * transaction ends, and several servers have as many clocks.
 */
const OVERLAP_SECONDS = 300;
/** A query answers with so many rows at most, at once. */
const MOST_ROWS = 2_000;
/** A record may change again in the second by which it is stamped: so young, it is not known but told again. */
const SETTLED_SECONDS = 10;
/** Records told last that are known by the cursor, so that the overlap does not tell them again; more come again. */
const MOST_KNOWN = 200;

/**
 * Where reading is (B6): a walk goes by (SystemModstamp, Id) from `from` until a page is not full; the next one begins a
 * while before this one `began`, by the clock of Salesforce, and leaves out what it knows.
 */
const cursorShape = z.object({
  /** From here on; undefined: from the beginning. */
  from: z.optional(instant),
  /** In the middle of a walk: behind this record. */
  after: z.optional(z.object({ at: instant, id: z.string() })),
  began: z.optional(instant),
  /** The first walk of all tells of nobody who was deleted before it. */
  first: z.optional(z.boolean()),
  known: z.array(z.tuple([z.string(), epochInstant])),
});
type Cursor = z.output<typeof cursorShape>;

/** What changed since a cursor: see the port. */
export async function changes(
  rest: SalesforceRest,
  of: {
    object: CrmObject;
    fields: readonly string[];
    cursor?: string | undefined;
    since?: Instant | undefined;
    most: number;
  },
): Promise<CrmChanges> {
  const { object, fields } = of;
  const cursor = of.cursor === undefined ? fromStart(of.since) : readCursor(of.cursor);
  const limit = Math.max(1, Math.min(of.most, MOST_ROWS));
  const soql = `${selected(object, fields)}${behind(cursor)} ORDER BY SystemModstamp ASC, Id ASC LIMIT ${limit}`;
  const found = await query(rest, soql, { object, withDeleted: true });
  const began = cursor.began ?? found.at;
  const all = found.rows.map((row) => recordOf(object, fields, row));
  const known = new Map(cursor.known);
  const records = all.filter(
    (record) => known.get(record.id) !== record.modifiedAt && !isOldDeletion(record, cursor, began),
  );
  const more = !found.done || found.rows.length >= limit;
  const last = all.at(-1);
  const next = plusSeconds(began, -OVERLAP_SECONDS);
  const settled = plusSeconds(found.at, -SETTLED_SECONDS);
  const told = records
    .filter(({ modifiedAt }) => modifiedAt < settled)
    .map(({ id, modifiedAt }): [string, Instant] => [id, modifiedAt]);
  const needed = last === undefined || last.modifiedAt > next ? next : last.modifiedAt;
  const lately = [...cursor.known, ...told].filter(([, at]) => at >= needed).slice(-MOST_KNOWN);
  const after: Cursor =
    more && last !== undefined
      ? { ...cursor, began, after: { at: last.modifiedAt, id: last.id }, known: lately }
      : { from: next, known: lately };
  return { records, cursor: JSON.stringify(z.encode(cursorShape, after)), more: more && last !== undefined };
}

function fromStart(since: Instant | undefined): Cursor {
  return { ...(since !== undefined && { from: since }), first: true, known: [] };
}

function behind({ from, after }: Cursor): string {
  if (after !== undefined) {
    const at = instantLiteral(after.at);
    // The first condition is the one that has an index.
    return ` WHERE SystemModstamp >= ${at} AND (SystemModstamp > ${at} OR Id > ${quoted(after.id)})`;
  }
  return from === undefined ? '' : ` WHERE SystemModstamp >= ${instantLiteral(from)}`;
}

function isOldDeletion(record: CrmRecord, { first, from }: Cursor, began: Instant): boolean {
  return (
    first === true &&
    from === undefined &&
    record.deleted === true &&
    record.modifiedAt < plusSeconds(began, -OVERLAP_SECONDS)
  );
}

function readCursor(text: string): Cursor {
  const read = z.safeDecode(cursorShape, jsonIn(text) as z.input<typeof cursorShape>);
  if (read.success) return read.data;
  const message = 'How far Salesforce was read is not understood: let Relance begin anew.';
  throw new CrmError({ kind: 'refused' }, message);
}
