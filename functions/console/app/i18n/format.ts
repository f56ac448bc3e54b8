import { i18n } from './i18n.ts';

let zone: string | undefined;

/** The zone in which instants are shown: that of the person who is signed in. */
export function showInZone(ofPerson: string | undefined): void {
  zone = ofPerson;
}

export const shownZone = (): string => zone ?? Intl.DateTimeFormat().resolvedOptions().timeZone;

type Kind = 'day' | 'dayWithYear' | 'time' | 'moment' | 'weekday' | 'month';
const kinds: Record<Kind, Intl.DateTimeFormatOptions> = {
  day: { weekday: 'short', day: 'numeric', month: 'short' },
  dayWithYear: { day: 'numeric', month: 'short', year: 'numeric' },
  time: { hour: '2-digit', minute: '2-digit' },
  moment: { weekday: 'short', day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' },
  weekday: { weekday: 'long' },
  month: { month: 'long', year: 'numeric' },
};

/** An instant (ISO 8601) in the language and the zone of the person; `in` shows another zone. */
export function when(instant: string, kind: Kind = 'moment', inZone = shownZone()): string {
  return new Intl.DateTimeFormat(i18n.locale, { ...kinds[kind], timeZone: inZone }).format(new Date(instant));
}

/** A day of the calendar (`2027-05-14`), which has no zone. */
export const dayText = (day: string, kind: Kind = 'day'): string => when(`${day}T12:00:00Z`, kind, 'UTC');

/** The day that an instant falls on for the person, as `2027-05-14`. */
export function dayOf(instant: string | Date, inZone = shownZone()): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone: inZone }).format(new Date(instant));
}

/** A day so many days later. */
export function dayAfter(day: string, days: number): string {
  const date = new Date(`${day}T12:00:00Z`);
  date.setUTCDate(date.getUTCDate() + days);
  return date.toISOString().slice(0, 10);
}

const steps: [Intl.RelativeTimeFormatUnit, number][] = [
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
];

/** How long ago or ahead: `in 3 days`. */
export function fromNow(instant: string): string {
  const seconds = (Date.parse(instant) - Date.now()) / 1000;
  const [unit, length] = steps.find(([, each]) => Math.abs(seconds) >= each) ?? ['minute', 60];
  const format = new Intl.RelativeTimeFormat(i18n.locale, { numeric: 'auto' });
  return format.format(Math.round(seconds / length), unit);
}

export const number = (value: number): string => new Intl.NumberFormat(i18n.locale).format(value);

/** A share of one as per cent, with a decimal where it is small. */
export const percent = (share: number): string =>
  new Intl.NumberFormat(i18n.locale, { style: 'percent', maximumFractionDigits: share < 0.1 ? 2 : 1 }).format(
    share,
  );

/** Names in the order of the language: `Anna, Ben and Cleo`. */
export const listing = (names: readonly string[]): string =>
  new Intl.ListFormat(i18n.locale, { type: 'conjunction' }).format(names);
