import type { Warning } from '../core/enroll-warnings.ts';
import { wordsOfBecause } from './words-of-because.ts';

/**
 * A warning in words: what holds of the lead, and which steps it costs by which setting of whom (D7); or which steps
 * are set for an hour outside whose working hours (D3).
 */
export function wordsOfWarning({ because, steps, decidedBy }: Warning): string {
  const named = `${steps.length === 1 ? 'step' : 'steps'} ${steps.join(', ')}`;
  if (because.kind === 'step') {
    const outside =
      steps.length === 1
        ? `the hour of ${named} lies outside the working hours: it goes at the next opening`
        : `the hours of ${named} lie outside the working hours: they go at the next opening`;
    return decidedBy === undefined
      ? outside
      : `${outside} (${wordsOfBecause({ kind: 'setting', ...decidedBy })})`;
  }
  const what = wordsOfBecause(because);
  if (decidedBy === undefined) {
    return because.fact === 'disqualified' ? `${what}: the enrollment will be stopped` : `${what}: ${named}`;
  }
  const rules = wordsOfBecause({ kind: 'setting', ...decidedBy });
  return steps.length === 0
    ? `${what}: no step is skipped (${rules})`
    : `${what}: ${named} skipped (${rules})`;
}
