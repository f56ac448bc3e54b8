import type { Problem } from '../kernel/problem.ts';
import type { Settings } from '../settings/settings.ts';
import type { Step } from './step.ts';
import { labelled, type Found } from './validate-sequence.ts';

/** What one level decides of working time; undefined: nothing. */
type WorkingTime = Partial<Pick<Settings, 'workingDays'>>;

/**
 * Steps that could run for nobody, so that a person would find them held: on no day that anybody works (A1, D3).
 * `levels`: what applies to the organisation, and its exceptions.
 */
export function neverRunProblems(steps: readonly Step[], levels: readonly WorkingTime[]): Problem[] {
  const days = new Set(levels.flatMap(({ workingDays = [] }) => workingDays));
  return steps.flatMap((step, index) => {
    const { weekdays = [] } = step;
    const found: Found[] = [];
    if (weekdays.length > 0 && !weekdays.some((day) => days.has(day))) {
      const wrong = `may run on ${weekdays.join(', ')} alone, when nobody works: choose a working day as well, or extend the working days.`;
      found.push({ field: ['weekdays'], wrong });
    }
    return labelled(step, index, found);
  });
}
