import type { Problem } from '../kernel/problem.ts';
import { coversEvery } from '../settings/validate-hours.ts';
import type { Settings } from '../settings/settings.ts';
import { minutesOf } from '../time/wall-minutes.ts';
import type { AutomationStep } from './automation.ts';

/** The hours of the organisation that texts depend on. */
type Hours = Pick<Settings, 'workingHours' | 'smsQuietHours'>;

/**
 * Texts that would be dropped or kept back every time (E4), for whoever lives where the sender does: their hour lies in the
 * quiet hours, or all working hours do. An automation with one is not activated.
 */
export function neverTextsProblems(steps: readonly AutomationStep[], hours: Hours): Problem[] {
  return steps.flatMap(({ action, from, quietHours = 'drop' }, index) => {
    if (action !== 'sms-to-client') return [];
    const at = (field: string, message: string): Problem[] => [
      { path: ['steps', String(index), field], message },
    ];
    const { smsQuietHours: quiet, workingHours } = hours;
    const span = `${quiet.from} to ${quiet.to}`;
    if (coversEvery(quiet, workingHours))
      return at(
        'action',
        `Every working hour lies in the quiet hours for texts, ${span}, so this one could never go: shorten the quiet hours or extend the working hours.`,
      );
    const starts = from === undefined ? undefined : startOf(from, workingHours);
    if (quietHours !== 'drop' || starts === undefined || !isQuiet(starts, quiet)) return [];
    return at(
      'from',
      `At ${from ?? ''} texts are quiet, ${span}, so this one would be dropped each time: choose another hour, or let it wait (quietHours: defer).`,
    );
  });
}

/** When a step that may run from an hour on starts, in minutes of the day; undefined: nothing is open from then on. */
function startOf(from: AutomationStep['from'] & string, hours: Settings['workingHours']): number | undefined {
  const floor = minutesOf(from);
  const open = hours.find(({ to }) => minutesOf(to) > floor);
  return open === undefined ? undefined : Math.max(floor, minutesOf(open.from));
}

function isQuiet(minute: number, { from, to }: Settings['smsQuietHours']): boolean {
  const [begins, ends] = [minutesOf(from), minutesOf(to)];
  return begins <= ends ? minute >= begins && minute < ends : minute >= begins || minute < ends;
}
