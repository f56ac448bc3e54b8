import type { WindowRules } from '#shared/domain/scheduling/windows.ts';
import { weekdays } from '#shared/domain/time/weekday.ts';

/** One minute of real time and what the platform says the clocks show in it. */
export type Minute = { index: number; at: string; date: string; time: string; quietTime: string };

/** Every minute of some days, read from the platform's own time-zone data, so apart from the code under test. */
export function minutesOfDays(zone: string, quietZone: string, firstUtcDay: string, days: number): Minute[] {
  const clock = clockOf(zone);
  const quietClock = clockOf(quietZone);
  const start = Date.parse(`${firstUtcDay}T00:00:00Z`);
  return Array.from({ length: days * 1_440 }, (_, index) => {
    const moment = new Date(start + index * 60_000);
    const [date = '', time = ''] = clock.format(moment).split(' ');
    const [, quietTime = ''] = quietClock.format(moment).split(' ');
    return { index, at: moment.toISOString(), date, time, quietTime };
  });
}

/** The rules read minute by minute, slowly and literally: which minutes may a step start in? */
export function allowedMinutes(minutes: readonly Minute[], rules: WindowRules): boolean[] {
  const allowed = minutes.map(() => false);
  for (const [date, ofDate] of Map.groupBy(minutes, (minute) => minute.date)) {
    const weekday = weekdays[(new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7] ?? 'monday';
    if (rules.weekdays && !rules.weekdays.includes(weekday)) continue;
    if (!rules.workingDays.value.includes(weekday) || rules.holidays.value.extra.includes(date)) continue;
    const firstAt = (time: string): number => {
      const position = ofDate.findIndex((minute) => minute.time >= time);
      return position === -1 ? ofDate.length : position;
    };
    const floor = Math.max(firstAt(rules.hour ?? '00:00'), firstAt(rules.notBefore ?? '00:00'));
    const spans = rules.workingHours.value.map(({ from, to }) => ({ from: firstAt(from), to: firstAt(to) }));
    const open = ofDate.filter(
      ({ quietTime }, position) =>
        position >= floor &&
        spans.some(({ from, to }) => position >= from && position < to) &&
        !isQuiet(quietTime, rules),
    );
    for (const { index } of rules.hour === undefined ? open : open.slice(0, 1)) allowed[index] = true;
  }
  return allowed;
}

function isQuiet(time: string, { quiet }: WindowRules): boolean {
  if (quiet?.hours.value.policy !== 'defer') return false;
  const { from, to } = quiet.hours.value;
  return from <= to ? time >= from && time < to : time >= from || time < to;
}

function clockOf(timeZone: string): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' });
}
