import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { QuietHours } from '#shared/domain/scheduling/quiet-hours.ts';
import { isAllowed, nextAllowed, type WindowRules } from '#shared/domain/scheduling/windows.ts';
import type { Reason } from '#shared/domain/settings/reason.ts';
import type { Effective, SettingName, Settings } from '#shared/domain/settings/settings.ts';
import { at, zoneNamed } from '#test/support/at.ts';

const source = { level: 'group', id: 'sales' } as const;
export const effective = <Name extends SettingName>(value: Settings[Name]): Effective<Name> => ({
  value,
  source,
});
/** Paris, Monday to Friday, 09:00–12:30 and 14:00–18:00, French holidays; with what the test is about. */
export const rules = (others: Partial<WindowRules> = {}): WindowRules => ({
  zone: zoneNamed('Europe/Paris'),
  workingDays: effective<'workingDays'>(['monday', 'tuesday', 'wednesday', 'thursday', 'friday']),
  workingHours: effective<'workingHours'>([
    { from: '09:00', to: '12:30' },
    { from: '14:00', to: '18:00' },
  ]),
  holidays: effective<'holidays'>({ country: 'FR', extra: [] }),
  ...others,
});
export const hours = (...intervals: [from: string, to: string][]) =>
  effective<'workingHours'>(intervals.map(([from, to]) => ({ from, to })));
export const everyDay = {
  workingDays: effective<'workingDays'>([
    'monday',
    'tuesday',
    'wednesday',
    'thursday',
    'friday',
    'saturday',
    'sunday',
  ]),
};
export const quiet = (
  from: string,
  to: string,
  zone = zoneNamed('Europe/Paris'),
  policy: 'drop' | 'defer' = 'defer',
): QuietHours => ({
  zone,
  hours: effective<'smsQuietHours'>({ from, to, policy }),
});

const setting = (name: SettingName): Reason => ({ kind: 'setting', setting: name, source });
/** Reasons by the short names that the tables use. */
export const reasons: Record<string, Reason> = {
  days: setting('workingDays'),
  hours: setting('workingHours'),
  holidays: setting('holidays'),
  quiet: setting('smsQuietHours'),
  hour: { kind: 'step', rule: 'hour' },
  weekdays: { kind: 'step', rule: 'weekdays' },
  gap: { kind: 'calendar', rule: 'dst-gap' },
};

const moved = (...pushes: string[]) =>
  pushes.map((push) => {
    const [reason = '', to = ''] = push.split(' ');
    return { to: at(`${to}:00.000Z`), because: reasons[reason] };
  });

/** A rule in words, where the step starts, the settings, then each push in order, as `hours 2026-11-23T08:00`. */
export type Case = [rule: string, from: string, rules: WindowRules, ...pushes: string[]];
/** One test per case. */
export function check(cases: Case[]): void {
  for (const [rule, from, given, ...pushes] of cases)
    test(rule, () => {
      const start = at(`${from}:00.000Z`);
      const moves = moved(...pushes);
      const end = moves.at(-1)?.to ?? start;
      assert.deepEqual(nextAllowed(start, given), { kind: 'allowed', at: end, moves });
      assert.equal(isAllowed(start, given), moves.length === 0);
      assert.equal(isAllowed(end, given), true);
    });
}
