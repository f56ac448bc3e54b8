import type { Channel } from '../channels/channels.ts';
import type { Instant, LocalDate } from '../kernel/instant.ts';
import { slotsLeft, usedUntil } from '../lanes/lane-day.ts';
import type { LaneDay } from '../lanes/day-parts.ts';
import { isLimited, type LaneLimits } from '../lanes/lane.ts';
import { holidayName } from '../scheduling/holiday-name.ts';
import { isHoliday } from '../scheduling/holidays.ts';
import { absenceOn, closedBy } from '../scheduling/opening-days.ts';
import { windowsOfDay } from '../scheduling/windows.ts';
import type { Reason } from '../settings/reason.ts';
import type { Absence } from '../settings/settings.ts';
import { dayNumber } from '../time/day-number.ts';
import { limitsOf, type Sender } from './planning.ts';
import { workingTimeOf } from './working-day.ts';

/** What a sender can send on a calendar day of the sender, and what of it is taken. */
export type DayCapacity = {
  date: LocalDate;
  /** Slots whose time has come: what went out, is at the provider, or of which nobody knows; undefined: not counted. */
  sent: number | undefined;
  /** Slots that are still to come; undefined: not counted. */
  planned: number | undefined;
  /** Slots left under the cap; undefined: there is no cap. */
  left: number | undefined;
  /** When the sender works; none: the day is shut. */
  windows: { from: Instant; to: Instant }[];
  /** What shuts it. */
  closedBy: Reason | undefined;
  absence: Absence | undefined;
  /** A holiday, open or not: its name where it is a public one. */
  holiday: { name: string | undefined } | undefined;
};

/** How a lane stands on one of its days (A1–A5, F7), by what places steps in it. `day`: as stored; undefined: nothing is taken. */
export function capacityOfDay(
  sender: Sender,
  channel: Channel,
  { date, day, now }: { date: LocalDate; day: LaneDay | undefined; now: Instant },
): DayCapacity {
  const rules = workingTimeOf(sender);
  const limits = limitsOf(channel, sender);
  const number = dayNumber(date);
  const shut = closedBy(number, rules);
  const holidays = rules.holidays.value;
  const isOff = isHoliday(date, holidays);
  const name = holidays.country === null ? undefined : holidayName(date, holidays.country);
  return {
    date,
    ...takenOn(day, limits, now),
    windows: windowsOfDay(date, rules),
    closedBy: shut === undefined || shut === 'weekdays' ? undefined : reasonOf(shut, sender),
    absence: absenceOn(number, sender.settings.absences.value),
    holiday: isOff ? { name } : undefined,
  };
}

function takenOn(
  day: LaneDay | undefined,
  limits: LaneLimits,
  now: Instant,
): Pick<DayCapacity, 'sent' | 'planned' | 'left'> {
  const cap = limits.perDay.value;
  if (!isLimited(limits)) return { sent: undefined, planned: undefined, left: undefined };
  const slots = day?.slots ?? [];
  const until = usedUntil(now);
  const sent = slots.filter(({ at }) => at <= until).length;
  const left = cap === null ? undefined : day === undefined ? cap : slotsLeft(day, cap);
  return { sent, planned: slots.length - sent, left };
}

function reasonOf(setting: 'absences' | 'workingDays' | 'holidays', { settings }: Sender): Reason {
  return { kind: 'setting', setting, source: settings[setting].source };
}
