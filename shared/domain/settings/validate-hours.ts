import { isLocalTime, minutesOfDay } from '../time/local-time.ts';
import type { Problem } from '../kernel/problem.ts';
import type { Interval, Settings } from './settings.ts';

const dayInMinutes = 1440;

/** What is wrong with working hours (A2): they must be valid, not empty, in order and apart. */
export function workingHoursProblems(hours: Interval[]): Problem[] {
  if (hours.length === 0) {
    return [
      { path: [], message: 'Give at least one interval of working hours: without one nothing is sent.' },
    ];
  }
  return hours.flatMap((interval, index) => {
    const before = hours[index - 1];
    return [
      ...intervalProblems(interval, String(index)),
      ...(before && interval.from < before.to
        ? [
            {
              path: [String(index), 'from'],
              message: `${interval.from} comes before the end of the interval above (${before.to}): put intervals in order and let none overlap.`,
            },
          ]
        : []),
    ];
  });
}

function intervalProblems({ from, to }: Interval, index: string): Problem[] {
  const problems: Problem[] = [];
  if (!isLocalTime(from)) problems.push({ path: [index, 'from'], message: badTime(from) });
  if (!isLocalTime(to) && to !== '24:00') problems.push({ path: [index, 'to'], message: badTime(to) });
  if (problems.length === 0 && from >= to) {
    problems.push({
      path: [index, 'to'],
      message: `The interval ${from}–${to} is empty: it must end after it begins. For hours over midnight give two, one until 24:00 and one from 00:00.`,
    });
  }
  return problems;
}

/** What is wrong with quiet hours (E4): valid, and leaving some of the day. */
export function quietHoursProblems({ from, to }: Settings['smsQuietHours']): Problem[] {
  const problems: Problem[] = [];
  if (!isLocalTime(from)) problems.push({ path: ['from'], message: badTime(from) });
  if (!isLocalTime(to)) problems.push({ path: ['to'], message: badTime(to) });
  if (problems.length === 0 && from === to) {
    problems.push({
      path: ['to'],
      message: 'Quiet hours that end when they begin would cover the whole day: no SMS could ever be sent.',
    });
  }
  return problems;
}

function badTime(text: string): string {
  return `“${text}” is not a time of day: write it as 09:30.`;
}

/** True if no minute of the working hours lies outside the quiet hours, both read in one zone. */
export function coversEvery(quiet: { from: string; to: string }, hours: Interval[]): boolean {
  const [start, end] = [minutesOfDay(quiet.from), minutesOfDay(quiet.to)];
  const spans = start < end ? [[start, end] as const] : [[start, dayInMinutes] as const, [0, end] as const];
  return hours.every(({ from, to }) =>
    spans.some(([first, last]) => minutesOfDay(from) >= first && minutesOfDay(to) <= last),
  );
}
