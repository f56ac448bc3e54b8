import { dayMs, dayNumberOf } from '#shared/domain/time/day-number.ts';
import { fromEpochMs, secondsBetween, plusSeconds } from '#shared/domain/time/instants.ts';
import type { Instant } from '#shared/domain/kernel/instant.ts';

const written = /^[A-Z][a-z]{2}, (\d\d) ([A-Z][a-z]{2}) (\d{4}) (\d\d):(\d\d):(\d\d) GMT$/;
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/**
 * The time by the clock of who answered, when it was asked: what its `Date` says, less the time that the answer took by
 * our clock. Our own time where it says none.
 */
export function fromHttpDate(date: string | undefined, ours: { before: Instant; after: Instant }): Instant {
  const [, day, month, year, hour, minute, second] = written.exec(date ?? '') ?? [];
  const index = months.indexOf(month ?? '');
  if (index < 0) return ours.before;
  const days = dayNumberOf(Number(year), index + 1, Number(day));
  const seconds = Number(hour) * 3_600 + Number(minute) * 60 + Number(second);
  return plusSeconds(fromEpochMs(days * dayMs + seconds * 1_000), -secondsBetween(ours.before, ours.after));
}
