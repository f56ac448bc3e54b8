import * as z from 'zod/mini';
import { jsonText } from '#shared/contracts/json-text.ts';

/** Of an instant, in milliseconds: cursors are small. */
const ms = z.int();
const id = z.string().check(z.maxLength(20));
const token = z.string().check(z.maxLength(200));

/** A walk through all that was deleted: `from`: what is older was told; `after`: how far it is. */
const sweep = z.object({ from: ms, after: z.optional(token), started: ms });
export type Sweep = z.output<typeof sweep>;

/** Deletions and merges that had no room among those answered last. */
const owed = z.object({ id, into: z.optional(id), at: ms });
export type Owed = z.output<typeof owed>;

/**
 * How far reading has come: first the list of everything that is there, by pages; then searches for what was changed
 * since, or the journal, where there is one. A search that catches up before the journal begins goes on with it.
 */
const stage = z.discriminatedUnion('stage', [
  z.object({ stage: z.literal('list'), after: z.optional(token), started: ms, journal: z.optional(token) }),
  z.object({
    stage: z.literal('search'),
    /** Changed at this instant or later. */
    from: ms,
    /** The newest change that was told. */
    newest: z.optional(ms),
    /** Of those changed at that very instant, by their ids: greater than this one. */
    tie: z.optional(id),
    /** Told already: `<id>@<instant>`. */
    seen: z.array(z.string().check(z.maxLength(40))).check(z.maxLength(200)),
    sweep: z.optional(sweep),
    journal: z.optional(token),
  }),
  z.object({
    stage: z.literal('journal'),
    /** The last entry that was read whole; empty: none. */
    offset: token,
    /** Of the entry that follows: events that were read. */
    index: z.int(),
    /** Until when the journal was read. */
    at: ms,
  }),
]);
export type Stage = z.output<typeof stage>;

/**
 * `fields`: what the journal was last asked to tell of, shortened. `more`: there is more behind what is owed. `merged`:
 * records whose merges were told, each `<id>:<how many it was made of>`; they carry them for good.
 */
const cursor = z.object({
  v: z.literal(1),
  at: stage,
  fields: z.optional(token),
  owed: z.array(owed).check(z.maxLength(1_000)),
  more: z.boolean(),
  merged: z.array(z.string().check(z.maxLength(30))).check(z.maxLength(300)),
});
export type Cursor = Omit<z.output<typeof cursor>, 'v'>;

/** Most deletions and merges that wait in a cursor. */
export const MOST_OWED = 1_000;
/** Most that a cursor remembers of what was told at its edge. */
export const MOST_SEEN = 200;
/** Most records whose merges it remembers: those told longest ago are told again when they change. */
const MOST_MERGED = 300;
const MOST_CHARACTERS = 120_000;

/** Undefined: it is of another version, or none of ours; reading begins again. */
export function readCursor(text: string): Cursor | undefined {
  if (text.length > MOST_CHARACTERS) return undefined;
  const read = z.pipe(jsonText, cursor).safeParse(text);
  return read.success ? read.data : undefined;
}

export function writeCursor({ merged, owed, ...rest }: Cursor): string {
  return JSON.stringify({
    v: 1,
    ...rest,
    owed: owed.slice(0, MOST_OWED),
    merged: merged.slice(-MOST_MERGED),
  });
}
