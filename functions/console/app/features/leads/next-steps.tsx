import type { Answer } from '../../api/operations.ts';
import { useT, type Say } from '../../i18n/i18n.ts';
import type { Enrolment } from './enrolment-status.tsx';

export type Step = Answer<'GET /v1/sequences/{id}/versions/{version}'>['steps'][number];

/** Steps named beside the present one. */
const SHOWN = 3;

/** The steps that are still to come after the present one, in their order. */
export function stepsAfter(steps: readonly Step[], { state, done }: Enrolment): Step[] {
  const at = steps.findIndex(({ id }) => id === state.step);
  return steps.filter(({ id }, index) => index > at && !done.includes(id));
}

/** How long a step waits for the one before it. */
export function waitWords(t: Say, { amount, unit }: Step['wait']): string {
  if (amount === 0) return t('at once');
  switch (unit) {
    case 'minutes':
      return t('after {amount, plural, one {# minute} other {# minutes}}', { amount });
    case 'hours':
      return t('after {amount, plural, one {# hour} other {# hours}}', { amount });
    case 'days':
      return t('after {amount, plural, one {# day} other {# days}}', { amount });
    case 'working-days':
      return t('after {amount, plural, one {# working day} other {# working days}}', { amount });
  }
}

/** What follows the present step. */
export function NextSteps({ steps, enrolment }: { steps: readonly Step[]; enrolment: Enrolment }) {
  const t = useT();
  const left = stepsAfter(steps, enrolment);
  if (left.length === 0) return null;
  return (
    <p className="text-soft text-sm">
      {t('Then:')}{' '}
      {left
        .slice(0, SHOWN)
        .map((step) => `${step.name} (${waitWords(t, step.wait)})`)
        .join(' → ')}
      {left.length > SHOWN &&
        ` → ${t('{count, plural, one {# more step} other {# more steps}}', { count: left.length - SHOWN })}`}
    </p>
  );
}
