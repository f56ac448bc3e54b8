import * as z from 'zod/mini';
import { text } from '../kernel/shapes.ts';

/** Which record, of which type, as its source calls it; `by`: the user who did it, undefined: a program. */
const ofRecord = { record: text, recordType: text, sourceId: text, by: z.optional(text) };

/** A field that has another value now: both as texts, cut short; undefined: it has none. */
const fieldChange = z.object({ field: text, from: z.optional(text), to: z.optional(text) });
export type FieldChange = z.output<typeof fieldChange>;

/** The kinds of events of records, as they are in the activities of the lead. */
export const recordEvents = [
  z.object({ type: z.literal('record-created'), ...ofRecord }),
  z.object({ type: z.literal('record-changed'), ...ofRecord, changes: z.array(fieldChange) }),
  z.object({ type: z.literal('record-deleted'), ...ofRecord }),
] as const;

/** What happened to a record (E1). */
export const recordEvent = z.discriminatedUnion('type', recordEvents);
export type RecordEvent = z.output<typeof recordEvent>;
