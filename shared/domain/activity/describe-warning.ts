import type { Warning } from '../core/enroll-warnings.ts';
import { describeReason } from './describe-reason.ts';

/**
 * A warning in words: what holds of the lead, and which steps it costs by which setting of whom (D7); or which steps
 * are set for an hour outside whose working hours (D3).
 */
export function describeWarning({ because, steps, decidedBy }: Warning): string {
  const named = `${steps.length === 1 ? 'step' : 'steps'} ${steps.join(', ')}`;
  if (because.kind === 'step') {
    const outside =
      steps.length === 1
        ? `the hour of ${named} lies outside the working hours: it goes at the next opening`
        : `the hours of ${named} lie outside the working hours: they go at the next opening`;
    return decidedBy === undefined
      ? outside
      : `${outside} (${describeReason({ kind: 'setting', ...decidedBy })})`;
  }
  const what = describeReason(because);
  if (decidedBy === undefined) {
    return because.fact === 'disqualified' ? `${what}: the enrollment will be stopped` : `${what}: ${named}`;
  }
  const rules = describeReason({ kind: 'setting', ...decidedBy });
  return steps.length === 0
    ? `${what}: no step is skipped (${rules})`
    : `${what}: ${named} skipped (${rules})`;
}
