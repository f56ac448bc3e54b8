import type { Instant, LocalDate } from '#shared/domain/kernel/instant.ts';
import { day } from '../at.ts';

const clocks = new Map<string, Intl.DateTimeFormat>();
/** The wall clock of a zone, by the platform and not by our calendar. */
export function wall(at: Instant, zone: string): { date: LocalDate; time: string; weekday: string } {
  const clock =
    clocks.get(zone) ??
    new Intl.DateTimeFormat('en-GB', {
      timeZone: zone,
      hourCycle: 'h23',
      weekday: 'long',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
    });
  clocks.set(zone, clock);
  const parts = Object.fromEntries(clock.formatToParts(at).map(({ type, value }) => [type, value]));
  return {
    date: day(`${parts['year']}-${parts['month']}-${parts['day']}`),
    time: `${parts['hour']}:${parts['minute']}`,
    weekday: (parts['weekday'] ?? '').toLowerCase(),
  };
}
