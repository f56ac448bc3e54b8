import { toInstant } from '../time/instants.ts';
import type { Instant } from '../kernel/instant.ts';
import { isLocalDate } from '../time/day-number.ts';
import { columnNames, type ColumnNames } from './column-names.ts';
import { suppressionReasons, type SuppressionReason } from '../people/suppression.ts';

/** Columns of a file of suppressed addresses, by their folded names; others are passed over. */
export const suppressionColumns: ColumnNames = {
  ...columnNames(['email', 'phone', 'country']),
  address: 'address',
  reason: 'reason',
  type: 'reason',
  date: 'date',
  at: 'date',
  since: 'date',
  created: 'date',
  createdat: 'date',
  lastupdatetime: 'date',
  note: 'note',
  comment: 'note',
};

/** What other products call our reasons. */
const synonyms = new Map<string, SuppressionReason>(
  Object.entries({
    unsubscribe: 'unsubscribed',
    unsubscription: 'unsubscribed',
    optout: 'unsubscribed',
    optedout: 'unsubscribed',
    stop: 'unsubscribed',
    bounce: 'bounced',
    hardbounce: 'bounced',
    permanentbounce: 'bounced',
    complaint: 'complained',
    spam: 'complained',
    spamreport: 'complained',
    abuse: 'complained',
    byhand: 'by-hand',
    manual: 'by-hand',
    imported: 'by-hand',
  } as const),
);

/** The reason that a cell means; undefined: none that we know. */
export function reasonOf(cell: string): SuppressionReason | undefined {
  const plain = cell.toLowerCase().replaceAll(/[\s_-]/g, '');
  return suppressionReasons.find((reason) => reason === plain) ?? synonyms.get(plain);
}

/** The instant that a cell means: ISO 8601, or a day or a day and time, both in UTC; undefined: it cannot be read. */
export function dateOf(cell: string): Instant | undefined {
  const [day = '', time] = cell.replace(/ ?UTC$/, '').split(/ (?=\d)/, 2);
  if (isLocalDate(day)) {
    if (time === undefined) return toInstant(`${day}T00:00:00Z`);
    return /^([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?$/.test(time)
      ? toInstant(`${day}T${time.length === 5 ? `${time}:00` : time}Z`)
      : undefined;
  }
  try {
    return toInstant(cell);
  } catch {
    return undefined;
  }
}

/** A cell without the apostrophe that keeps spreadsheets from running a formula, such as before `+33…`. */
export function withoutGuard(cell: string): string {
  return cell.replace(/^'(?=[=+\-@])/, '');
}
