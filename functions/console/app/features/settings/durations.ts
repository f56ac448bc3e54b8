import { i18n, msg, type Message } from '../../i18n/i18n.ts';

export type Unit = 'second' | 'minute' | 'hour' | 'day';
export const unitSeconds: Record<Unit, number> = { second: 1, minute: 60, hour: 3600, day: 86_400 };
export const unitLabels: Record<Unit, Message> = {
  second: msg('seconds'),
  minute: msg('minutes'),
  hour: msg('hours'),
  day: msg('days'),
};

/** The largest of some units that an amount of seconds is a whole number of; the first where there is none. */
export function unitOf(seconds: number, units: readonly Unit[]): Unit {
  const whole = units.filter((unit) => seconds !== 0 && seconds % unitSeconds[unit] === 0);
  return whole.at(-1) ?? units[0] ?? 'second';
}

/** So many of a unit, in the language of the person. */
export const amountText = (amount: number, unit: Unit | 'month'): string =>
  new Intl.NumberFormat(i18n.locale, { style: 'unit', unit, unitDisplay: 'long' }).format(amount);

/** A duration in seconds in its largest whole unit. */
export function durationText(seconds: number): string {
  const unit = unitOf(seconds, ['second', 'minute', 'hour', 'day']);
  return amountText(seconds / unitSeconds[unit], unit);
}
