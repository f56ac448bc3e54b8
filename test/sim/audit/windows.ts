import { publicHolidays } from '#shared/domain/scheduling/holidays/public-holidays.ts';
import type { Settings } from '#shared/domain/settings/settings.ts';
import { EARLY_MS, type Message, type Rule } from './audited.ts';
import { isWithin, local } from './clock.ts';

/** A1, A2, F7, E4: what the engine sends goes out on working days, in working hours, outside quiet hours, by who is there. */
export const windows: Rule = ({ messages, settingsOf }) =>
  messages.flatMap((message) => {
    if (message.byHand) return [];
    const { startedAt, startedOrder } = message.by;
    const possible = settingsOf(message.user, startedOrder, message.order);
    const whys = possible.map(
      (settings) => whyNot(message, settings, startedAt) && whyNot(message, settings, startedAt + EARLY_MS),
    );
    if (whys.includes(undefined)) return [];
    const expected = `${message.messageId} of ${message.user.id} (${message.user.zone}) not to go out: ${whys.join('; ')}`;
    return [{ rule: 'A1 A2 F7 E4 windows', enrollment: message.enrollment, at: message.at, expected }];
  });

function whyNot(message: Message, settings: Settings, at: number): string | undefined {
  const zone =
    settings.windowZone === 'recipient' ? (message.leadZone ?? message.user.zone) : message.user.zone;
  const why = whyClosed(zone, settings, at);
  if (why !== undefined || message.channel === 'mail') return why;
  const clock = local(message.leadZone ?? message.user.zone, at).time;
  return isWithin(clock, settings.smsQuietHours) ? `${clock} lies in quiet hours` : undefined;
}

/** Why nothing goes out at an instant, by the days and hours of a zone; undefined: it may. */
export function whyClosed(zone: string, settings: Settings, at: number): string | undefined {
  const { workingDays, workingHours, absences, holidays } = settings;
  const { date, time, weekday } = local(zone, at);
  if (!workingDays.some((day) => day === weekday)) return `${weekday} is no working day`;
  if (!workingHours.some((span) => isWithin(time, { ...span, to: span.to === '24:00' ? '99' : span.to })))
    return `${time} is outside working hours`;
  if (absences.some(({ from, to }) => date >= from && date <= to)) return `${date} falls into an absence`;
  return isHoliday(holidays, date) ? `${date} is a holiday` : undefined;
}

function isHoliday({ country, extra }: Settings['holidays'], date: string): boolean {
  return extra.some((day) => day === date) || (country !== null && holidaysOf(country).has(date));
}

const known = new Map<string, ReadonlySet<string>>();
function holidaysOf(country: string): ReadonlySet<string> {
  const { everyYear = '', ofYear = {} } = publicHolidays[country] ?? {};
  const dates =
    known.get(country) ??
    new Set(
      [2027, 2028].flatMap((year) =>
        `${everyYear} ${ofYear[year]}`.split(' ').map((day) => `${year}-${day}`),
      ),
    );
  known.set(country, dates);
  return dates;
}
