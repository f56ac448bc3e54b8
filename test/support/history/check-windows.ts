import assert from 'node:assert/strict';
import { plusSeconds } from '#shared/domain/time/instants.ts';
import type { Lead, User } from '#shared/domain/people/people.ts';
import type { Step } from '#shared/domain/sequences/step.ts';
import type { Absence, Settings } from '#shared/domain/settings/settings.ts';
import type { Call } from './lived.ts';
import { wall } from './wall-clock.ts';

/** What the windows of a call are read from: the settings in force, its step, its lead, who sends and is away when. */
type Of = { of: Settings; step: Step; lead: Lead; user: User; away: readonly Absence[] };

/** A call of the engine is within working days and hours, the days of its step, and its hour where that is open (A1, A2, D3, F7). */
export function checkWindows(call: Call, { of, step, lead, user, away }: Of): void {
  const { at, key } = call;
  const zone = of.windowZone === 'recipient' ? (lead.zone ?? user.zone) : user.zone;
  const here = wall(at, zone);
  assert.ok(
    of.workingDays.some((day) => day === here.weekday),
    `${key} on a ${here.weekday}`,
  );
  assert.ok(!of.holidays.extra.includes(here.date), `${key} on a holiday`);
  const shut = away.some(({ from, to }) => from <= here.date && here.date <= to);
  assert.ok(!shut, `${key} in an absence`);
  assert.ok(
    of.workingHours.some(({ from, to }) => from <= here.time && here.time < to),
    `${key} at ${here.time}`,
  );
  if (step.at !== undefined && here.time < step.at) {
    const zones = { zone, quietZone: lead.zone ?? user.zone };
    assert.ok(!isOpenFromHour(step.at, call, of, zones), `${key} at ${here.time}, before its hour`);
  }
  assert.ok(step.weekdays === undefined || step.weekdays.some((day) => day === here.weekday));
}

/** Whether anything of its day is still open to a step from its hour on (D3): before it, it goes only if nothing is. */
function isOpenFromHour(
  hour: string,
  { at, channel }: Pick<Call, 'at' | 'channel'>,
  of: Settings,
  zones: { zone: string; quietZone: string },
): boolean {
  const { from, to, policy } = of.smsQuietHours;
  const today = wall(at, zones.zone).date;
  for (let moment = at; wall(moment, zones.zone).date === today; moment = plusSeconds(moment, 900)) {
    const { time } = wall(moment, zones.zone);
    const there = wall(moment, zones.quietZone).time;
    const isQuiet = channel === 'sms' && policy === 'defer' && (there >= from || there < to);
    const isWorked = of.workingHours.some((hours) => hours.from <= time && time < hours.to);
    if (time >= hour && isWorked && !isQuiet) return true;
  }
  return false;
}
