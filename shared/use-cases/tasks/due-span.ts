import { plusSeconds, textOf } from '../../domain/time/instants.ts';
import { localDate, plusDays, startOfDay } from '../../domain/time/zones.ts';
import type { Sender } from '../../domain/core/planning.ts';
import type { Instant, LocalDate } from '../../domain/kernel/instant.ts';

/** Which tasks by when they became visible: on the user's present day, before it, or by an instant. */
export type DueWish = 'today' | 'overdue' | { by: Instant };

/** From when to when to read a user's list, on the calendar day of the user. */
export function spanOf(
  wish: DueWish | undefined,
  { user: { zone } }: Sender,
  now: Instant,
): { from?: string; upTo?: string } {
  if (wish === undefined) return {};
  if (typeof wish === 'object') return { upTo: textOf(wish.by) };
  const today = localDate(now, zone);
  const justBefore = (date: LocalDate) => textOf(plusSeconds(startOfDay(date, zone), -0.001));
  return wish === 'overdue'
    ? { upTo: justBefore(today) }
    : { from: textOf(startOfDay(today, zone)), upTo: justBefore(plusDays(today, 1)) };
}
