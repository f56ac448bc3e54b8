import type { EnrollWarning } from '../core/enroll-warnings.ts';
import { wordsOfBecause } from './words-of-because.ts';

/** A warning in words (D7): what holds of the lead, and which steps it costs by which setting of whom. */
export function wordsOfWarning({ because, steps, decidedBy }: EnrollWarning): string {
  const what = wordsOfBecause(because);
  const named = `${steps.length === 1 ? 'step' : 'steps'} ${steps.join(', ')}`;
  if (decidedBy === undefined) {
    return because.fact === 'disqualified' ? `${what}: the enrollment will be stopped` : `${what}: ${named}`;
  }
  const rules = wordsOfBecause({ kind: 'setting', ...decidedBy });
  return steps.length === 0
    ? `${what}: no step is skipped (${rules})`
    : `${what}: ${named} skipped (${rules})`;
}
