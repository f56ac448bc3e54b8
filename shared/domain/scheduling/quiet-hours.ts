import type { Instant, Zone } from '../kernel/instant.ts';
import type { Effective, Settings } from '../settings/settings.ts';
import { dayMs } from '../time/day-number.ts';
import { epochMs } from '../time/instants.ts';
import { minuteMs, minutesOf } from '../time/wall-minutes.ts';
import { spanAt } from '../time/offset-span.ts';

/**
 * Hours in which a recipient gets no SMS (E4), in the recipient's zone; they may span midnight. Equal ends mean none,
 * `00:00` to `24:00` always. They bind the wall clock: an hour that comes twice is quiet twice.
 */
export type QuietHours = { zone: Zone; hours: Effective<'smsQuietHours'> };

type OfDay = { from: number; to: number };
const ofDay = new WeakMap<Settings['smsQuietHours'], OfDay>();

/** Whether an instant falls in the quiet hours, whatever their policy: who drops must ask this. */
export function inQuietHours(at: Instant, quiet: QuietHours): boolean {
  const ms = epochMs(at);
  return isQuiet(timeOfDay(ms, quiet.zone), bounds(quiet));
}

/** Whether the quiet hours leave no moment of the day. */
export function isAlwaysQuiet(quiet: QuietHours): boolean {
  const { from, to } = bounds(quiet);
  return to - from === dayMs;
}

/** The first moment from `at` on that is not quiet; `at` itself when it is not. Infinity when always quiet. */
export function quietEnd(at: number, quiet: QuietHours): number {
  const hours = bounds(quiet);
  if (isAlwaysQuiet(quiet)) return Infinity;
  return walk(at, quiet.zone, (time) => (isQuiet(time, hours) ? hours.to : undefined));
}

/** The first moment from `at` on that is quiet; `at` itself when it is. Infinity when never quiet. */
export function quietStart(at: number, quiet: QuietHours): number {
  const hours = bounds(quiet);
  if (hours.from === hours.to) return Infinity;
  return walk(at, quiet.zone, (time) => (isQuiet(time, hours) ? undefined : hours.from));
}

/**
 * Goes forward on a zone's wall clock to the time of day that `target` names, asking again at each change of offset,
 * until `target` names none.
 */
function walk(at: number, zone: Zone, target: (timeOfDay: number) => number | undefined): number {
  for (let moment = at; ;) {
    const time = timeOfDay(moment, zone);
    const goal = target(time);
    if (goal === undefined) return moment;
    const next = moment + (goal > time ? goal - time : goal - time + dayMs);
    moment = Math.min(next, spanAt(moment, zone).to);
  }
}

function timeOfDay(at: number, zone: Zone): number {
  const wall = at + spanAt(at, zone).offset;
  return wall - Math.floor(wall / dayMs) * dayMs;
}

function isQuiet(time: number, { from, to }: OfDay): boolean {
  return from <= to ? time >= from && time < to : time >= from || time < to;
}

function bounds({ hours }: QuietHours): OfDay {
  const known = ofDay.get(hours.value);
  if (known) return known;
  const read = {
    from: minutesOf(hours.value.from) * minuteMs,
    to: minutesOf(hours.value.to) * minuteMs,
  };
  ofDay.set(hours.value, read);
  return read;
}
