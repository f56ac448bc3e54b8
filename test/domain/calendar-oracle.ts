import type { Appointment, WaitRules } from '#shared/domain/scheduling/waits.ts';
import type { WindowRules } from '#shared/domain/scheduling/windows.ts';
import type { Wait } from '#shared/domain/sequences/step.ts';
import { weekdays } from '#shared/domain/time/weekday.ts';
import type { Instant } from '#shared/domain/kernel/instant.ts';
import { at, day } from '#test/support/at.ts';

/** One minute of real time and what the platform says the clocks show in it. */
export type Minute = { index: number; at: Instant; date: string; time: string; quietTime: string };

/** Every minute of some days, read from the platform's own time-zone data, so apart from the code under test. */
export function minutesOfDays(zone: string, quietZone: string, firstUtcDay: string, days: number): Minute[] {
  const clock = clockOf(zone);
  const quietClock = clockOf(quietZone);
  const start = Date.parse(`${firstUtcDay}T00:00:00Z`);
  return Array.from({ length: days * 1_440 }, (_, index) => {
    const moment = new Date(start + index * 60_000);
    const [date = '', time = ''] = clock.format(moment).split(' ');
    const [, quietTime = ''] = quietClock.format(moment).split(' ');
    return { index, at: at(moment.toISOString()), date, time, quietTime };
  });
}

/** The rules read minute by minute, slowly and literally: which minutes may a step start in? */
export function allowedMinutes(minutes: readonly Minute[], rules: WindowRules): boolean[] {
  const allowed = minutes.map(() => false);
  for (const [date, ofDate] of Map.groupBy(minutes, (minute) => minute.date)) {
    const weekday = weekdays[(new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7] ?? 'monday';
    if (rules.weekdays && !rules.weekdays.includes(weekday)) continue;
    if (!rules.workingDays.value.includes(weekday) || rules.holidays.value.extra.includes(day(date)))
      continue;
    const firstAt = (time: string): number => {
      const position = ofDate.findIndex((minute) => minute.time >= time);
      return position === -1 ? ofDate.length : position;
    };
    const floor = firstAt(rules.notBefore ?? '00:00');
    const spans = rules.workingHours.value.map(({ from, to }) => ({ from: firstAt(from), to: firstAt(to) }));
    const open = ofDate.flatMap(({ index, quietTime }, position) =>
      spans.some(({ from, to }) => position >= from && position < to) && !isQuiet(quietTime, rules)
        ? [{ index, position }]
        : [],
    );
    const floored = open.filter(({ position }) => position >= floor);
    for (const { index } of floored.length > 0 ? floored : open) allowed[index] = true;
  }
  return allowed;
}

/** When a step with an hour is due (D3), read literally: the index of a minute, or undefined beyond those given. */
export function dueMinute(
  minutes: readonly Minute[],
  from: number,
  wait: Wait,
  { hour, weekdays: own = weekdays }: Appointment,
  { workingDays, isHoliday }: WaitRules,
): number | undefined {
  const dates = [...Map.groupBy(minutes, ({ date }) => date)].map(([date, ofDate]) => {
    const weekday = weekdays[(new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7] ?? 'monday';
    const isWorked = workingDays.includes(weekday) && !isHoliday(day(date));
    const after = (ofDate.at(-1)?.index ?? 0) + 1;
    return {
      date,
      isOwn: own.includes(weekday),
      isWorked,
      at: ofDate.find(({ time }) => time >= hour)?.index ?? after,
    };
  });
  const today = minutes[from]?.date ?? '';
  if (wait.amount > 0 && (wait.unit === 'days' || wait.unit === 'working-days')) {
    const counted = dates.filter(({ date, isWorked }) => date > today && (wait.unit === 'days' || isWorked));
    const named = counted[wait.amount - 1];
    return named && dates.find(({ date, isOwn }) => date >= named.date && isOwn)?.at;
  }
  const end = from + wait.amount * (wait.unit === 'hours' ? 60 : 1);
  return dates.find(({ at, isOwn, isWorked }) => at >= end && isOwn && isWorked)?.at;
}

function isQuiet(time: string, { quiet }: WindowRules): boolean {
  if (quiet?.hours.value.policy !== 'defer') return false;
  const { from, to } = quiet.hours.value;
  return from <= to ? time >= from && time < to : time >= from || time < to;
}

function clockOf(timeZone: string): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' });
}
