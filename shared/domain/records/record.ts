import * as z from 'zod/mini';
import { identity, leadIdText, number, text, userIdText } from '../kernel/shapes.ts';
import { instant } from '../time/instant-text.ts';
import { recordEvent } from './record-events.ts';

/** An amount in a currency of ISO 4217, in its main unit: 1234.5 EUR is one thousand, two hundred … euros and a half. */
const money = z.object({ amount: number, currency: text });
export type Money = z.output<typeof money>;

/**
 * A value of a field. Texts, choices, users: a text. Dates: `YYYY-MM-DD`. Instants: ISO in UTC, as `textOf` writes them.
 * Which of these it is, the field of its type says.
 */
const recordValue = z.union([text, number, z.boolean(), money]);
export type RecordValue = z.output<typeof recordValue>;

/** Values by the names of the fields; a field without a value is not in it. */
export type RecordValues = Readonly<Record<string, RecordValue>>;

/**
 * An offer, invoice, order or other thing of a lead or of an account (E1). Stored under an id made from its type and the
 * id that it has at its source, so that the same thing is there once however often it is written.
 *
 * A deleted one stays for some days as an empty item with `deletedAt`: it is in no index and counts as not there, see
 * `isThere`; what tells of the deletion is written with it, so that neither is without the other.
 */
export const storedRecord = z.object({
  ...identity,
  typeId: text,
  /** What its source calls it, such as the number of an invoice. */
  sourceId: text,
  /** At least one of `leadId` and `accountId` is there; both where the lead is of the account. */
  leadId: z.optional(leadIdText),
  accountId: z.optional(text),
  /** The user whom it belongs to. */
  ownerId: userIdText,
  values: z.record(text, recordValue),
  createdAt: instant,
  changedAt: instant,
  /** What its last change was; the table's stream carries it into the activities of the lead. */
  events: z.array(recordEvent),
  deletedAt: z.optional(instant),
  /** Seconds of Unix time after which a deleted one may be dropped. */
  expiresAt: z.optional(number),
});
export type StoredRecord = z.output<typeof storedRecord>;

/** Whether a stored record is one that was not deleted. */
export function isThere<Found extends Pick<StoredRecord, 'deletedAt'>>(
  record: Found | undefined,
): record is Found {
  return record !== undefined && record.deletedAt === undefined;
}
