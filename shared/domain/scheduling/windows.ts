import { assertNever } from '../kernel/assert-never.ts';
import type { Reason } from '../settings/reason.ts';
import type { Instant, LocalDate, LocalTime, Zone } from '../kernel/instant.ts';
import type { Effective } from '../settings/settings.ts';
import { dayMs, dayNumber } from '../time/day-number.ts';
import { epochMs, fromEpochMs } from '../time/instants.ts';
import { atWallMs, wallDay, wallMs } from '../time/offset-span.ts';
import { isAlwaysQuiet, quietEnd, quietStart, type QuietHours } from './quiet-hours.ts';
import { closedBy, commonWeekdays, entryWall, floorOfDay, hoursOf } from './opening-days.ts';
import type { Weekday } from '../time/weekday.ts';

/**
 * When a step may run. The rules of one step at one moment: settings already resolved, zones already chosen.
 * Settings are read once per object: replace them, never change them.
 */
export type WindowRules = {
  /** Whose wall clock all but the quiet hours are read on. */
  zone: Zone;
  workingDays: Effective<'workingDays'>;
  workingHours: Effective<'workingHours'>;
  holidays: Effective<'holidays'>;
  /** Days away on which nobody stands in (F7). */
  absences?: Effective<'absences'> | undefined;
  /**
   * The step runs at no earlier time of a day than this (D3); on a day of which nothing is open from then on, it
   * does not count.
   */
  notBefore?: LocalTime | undefined;
  /** Days on which the step may run, within the working days (D3). */
  weekdays?: Weekday[] | undefined;
  /** Quiet hours of the recipient (E4). Under policy `drop` they move nothing: ask `inQuietHours`. */
  quiet?: QuietHours | undefined;
};

/** One push by one rule: the step may not run before `to`. */
export type Move = { to: Instant; because: Reason };

/** The first allowed moment and the pushes that led to it, in order; or the rules that together allow none. */
export type NextAllowed =
  { kind: 'allowed'; at: Instant; moves: readonly Move[] } | { kind: 'never'; because: Reason[] };

type Rule =
  | 'hour'
  | 'weekdays'
  | 'workingDays'
  | 'holidays'
  | 'absences'
  | 'workingHours'
  | 'smsQuietHours'
  | 'dst-gap';
/** `closes`: where it came to, an open span ends there. */
type Cursor = { at: number; pushes: { rule: Rule; to: number }[]; closes: number };

const longestSearchDays = 400;

/**
 * The first moment from `from` on that every rule allows (A1, A2, D3, E4, F7), and why it is not `from` itself.
 * `never` when the rules contradict each other or nothing opens within 400 days.
 */
export function nextAllowed(from: Instant, rules: WindowRules): NextAllowed {
  const last = answers.get(rules);
  if (last?.from === from) return last.answer;
  if (last !== undefined && isWithin(last, from)) return { kind: 'allowed', at: from, moves: noMoves };
  const contradiction = contradictionOf(rules);
  if (contradiction) return { kind: 'never', because: contradiction.map((rule) => because(rule, rules)) };
  const cursor: Cursor = { at: epochMs(from), pushes: [], closes: 0 };
  const found = search(cursor, rules);
  if (found.kind === 'never')
    return { kind: 'never', because: found.rules.map((rule) => because(rule, rules)) };
  const moves = cursor.pushes.map(({ rule, to }) => ({ to: fromEpochMs(to), because: because(rule, rules) }));
  const answer: Allowed = { kind: 'allowed', at: fromEpochMs(cursor.at), moves };
  answers.set(rules, { from, answer, closes: cursor.closes });
  return answer;
}

/** Whether `nextAllowed(at)` is `at` itself. */
export function isAllowed(at: Instant, rules: WindowRules): boolean {
  const last = answers.get(rules);
  if (last !== undefined && isWithin(last, at)) return true;
  const cursor: Cursor = { at: epochMs(at), pushes: [], closes: 0 };
  const day = wallDay(cursor.at, rules.zone);
  if (closedBy(day, rules) !== undefined) return false;
  return restOfDay(cursor, day, rules) === undefined && cursor.pushes.length === 0;
}

type Allowed = Extract<NextAllowed, { kind: 'allowed' }>;
type Answer = { from: Instant; answer: Allowed; closes: number };

/** By rules: what was answered last, and when the span closes that is open then. Steps of a day ask for it over and over. */
const answers = new WeakMap<WindowRules, Answer>();
const noMoves: readonly Move[] = [];

function isWithin({ answer, closes }: Answer, at: Instant): boolean {
  return at >= answer.at && epochMs(at) < closes;
}

/** The open spans of a local day, `to` excluded, in order. */
export function windowsOfDay(date: LocalDate, rules: WindowRules): { from: Instant; to: Instant }[] {
  const day = dayNumber(date);
  if (closedBy(day, rules) !== undefined) return [];
  const fromFloor = windowsFrom(day, floorOfDay(rules), rules);
  return fromFloor.length > 0 ? fromFloor : windowsFrom(day, 0, rules);
}

function windowsFrom(day: number, time: number, rules: WindowRules): { from: Instant; to: Instant }[] {
  const floor = atWallMs(day * dayMs + time, rules.zone);
  const quiet = deferring(rules);
  const windows: { from: Instant; to: Instant }[] = [];
  for (const hours of hoursOf(rules.workingHours.value)) {
    const to = atWallMs(day * dayMs + hours.to, rules.zone);
    let at = Math.max(floor, atWallMs(day * dayMs + hours.from, rules.zone));
    while (at < to) {
      const open = quiet ? quietEnd(at, quiet) : at;
      if (open >= to) break;
      const closes = quiet ? Math.min(to, quietStart(open, quiet)) : to;
      windows.push({ from: fromEpochMs(open), to: fromEpochMs(closes) });
      at = closes;
    }
  }
  return windows;
}

/** Rules that exclude each other on every day, whatever the date. */
function contradictionOf(rules: WindowRules): Rule[] | undefined {
  if (commonWeekdays(rules) === 0) {
    if (rules.weekdays?.length === 0) return ['weekdays'];
    return rules.weekdays && rules.workingDays.value.length > 0
      ? ['weekdays', 'workingDays']
      : ['workingDays'];
  }
  if (hoursOf(rules.workingHours.value).length === 0) return ['workingHours'];
  const quiet = deferring(rules);
  return quiet && isAlwaysQuiet(quiet) ? ['smsQuietHours'] : undefined;
}

/** Moves the cursor day by day to the first allowed moment. */
function search(cursor: Cursor, rules: WindowRules): { kind: 'found' } | { kind: 'never'; rules: Rule[] } {
  const first = wallDay(cursor.at, rules.zone);
  let sawOpenDay = false;
  for (let day = first; day <= first + longestSearchDays; day += 1) {
    const closedDay = closedBy(day, rules);
    const shut = closedDay ?? restOfDay(cursor, day, rules);
    if (shut === undefined) return found;
    sawOpenDay ||= closedDay === undefined;
    pushToWall(cursor, shut, (day + 1) * dayMs + entryWall(rules), rules.zone);
  }
  const atFault = sawOpenDay ? rulesOfHours : rulesOfDays;
  const pushed = new Set(cursor.pushes.map((push) => push.rule));
  return { kind: 'never', rules: atFault.filter((rule) => pushed.has(rule)) };
}
const found = { kind: 'found' } as const;
const rulesOfHours: readonly Rule[] = ['workingHours', 'smsQuietHours'];
const rulesOfDays: readonly Rule[] = ['weekdays', 'workingDays', 'holidays', 'absences'];

/** Moves the cursor to the first allowed moment of an open day; the rule that shuts the rest of the day if none. */
function restOfDay(cursor: Cursor, day: number, rules: WindowRules): Rule | undefined {
  const floor = floorOfDay(rules);
  if (floor > 0) {
    // A trial: on a day of which nothing is open from its floor on, the floor does not count.
    const trial: Cursor = { ...cursor, pushes: cursor.pushes.map((push) => ({ ...push })) };
    pushToWall(trial, 'hour', day * dayMs + floor, rules.zone);
    if (intoWindow(trial, day, rules) === undefined) {
      Object.assign(cursor, trial);
      return undefined;
    }
  }
  return intoWindow(cursor, day, rules);
}

function intoWindow(cursor: Cursor, day: number, rules: WindowRules): Rule | undefined {
  const quiet = deferring(rules);
  for (const hours of hoursOf(rules.workingHours.value)) {
    const to = atWallMs(day * dayMs + hours.to, rules.zone);
    if (cursor.at >= to) continue;
    // Only where a change of offset swallows the whole interval.
    if (atWallMs(day * dayMs + hours.from, rules.zone) >= to) continue;
    pushToWall(cursor, 'workingHours', day * dayMs + hours.from, rules.zone);
    if (quiet) push(cursor, 'smsQuietHours', quietEnd(cursor.at, quiet));
    if (cursor.at >= to) continue;
    cursor.closes = quiet ? Math.min(to, quietStart(cursor.at, quiet)) : to;
    return undefined;
  }
  return 'workingHours';
}

function deferring(rules: WindowRules): QuietHours | undefined {
  return rules.quiet?.hours.value.policy === 'defer' ? rules.quiet : undefined;
}

/** Forward to a wall-clock time, never back; a time that the zone skips is its own reason (A2). */
function pushToWall(cursor: Cursor, rule: Rule, wall: number, zone: Zone): void {
  const to = atWallMs(wall, zone);
  if (to <= cursor.at) return;
  push(cursor, rule, to);
  if (wallMs(to, zone) !== wall) cursor.pushes.push({ rule: 'dst-gap', to });
}

function push(cursor: Cursor, rule: Rule, to: number): void {
  if (to <= cursor.at) return;
  cursor.at = to;
  const last = cursor.pushes.at(-1);
  if (last?.rule === rule) last.to = to;
  else if (last === undefined) cursor.pushes = [{ rule, to }];
  else cursor.pushes.push({ rule, to });
}

/** The reason that a rule is: one object for all that it moves. */
function because(rule: Rule, rules: WindowRules): Reason {
  let known = reasons.get(rules);
  if (known === undefined) reasons.set(rules, (known = {}));
  return (known[rule] ??= reasonOf(rule, rules));
}

const reasons = new WeakMap<WindowRules, Partial<Record<Rule, Reason>>>();

function reasonOf(rule: Rule, rules: WindowRules): Reason {
  switch (rule) {
    case 'hour':
    case 'weekdays':
      return { kind: 'step', rule };
    case 'dst-gap':
      return { kind: 'calendar', rule };
    case 'smsQuietHours':
      if (!rules.quiet) throw new Error('Quiet hours pushed a step that has none');
      return { kind: 'setting', setting: rule, source: rules.quiet.hours.source };
    case 'absences':
      if (!rules.absences) throw new Error('An absence pushed a step whose sender has none');
      return { kind: 'setting', setting: rule, source: rules.absences.source };
    case 'workingDays':
    case 'holidays':
    case 'workingHours':
      return { kind: 'setting', setting: rule, source: rules[rule].source };
    default:
      return assertNever(rule);
  }
}
