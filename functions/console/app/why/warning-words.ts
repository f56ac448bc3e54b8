import { listing, when } from '../i18n/format.ts';
import type { Say } from '../i18n/i18n.ts';
import { factWords, settingWordsOf } from './because-words.ts';
import { plainNames, type Names } from './told.ts';

/** A warning as the API tells it: what a lead will not get, or not at its hour (D3, D7). */
export type Warning = {
  reason: string;
  since?: string | undefined;
  steps: string[];
  setting?: string | undefined;
  source?: Parameters<typeof settingWordsOf>[2] | undefined;
  words: string;
};

/** A warning in words of the chosen language; one that is held is told in the API's own words, which say what is missing. */
export function warningWords(t: Say, warning: Warning, names: Names = plainNames): string {
  const { reason, since, steps, setting, source, words } = warning;
  const named = listing(steps.map((step) => t('“{name}”', { name: names.step(step) })));
  const by =
    setting !== undefined && source !== undefined ? settingWordsOf(t, setting, source, names) : undefined;
  const ending = by === undefined ? '' : ` – ${by}`;
  if (reason === 'outside-working-hours')
    return (
      t('the hour of {steps} lies outside the working hours: it goes at the next opening', {
        steps: named,
      }) + ending
    );
  const fact = reason in factWords ? factWords[reason as keyof typeof factWords] : undefined;
  if (fact === undefined) return words;
  const what = since === undefined ? t(fact) : t('{what} ({at})', { what: t(fact), at: when(since) });
  if (reason === 'disqualified') return t('{what}: the enrolment will be stopped', { what }) + ending;
  return steps.length === 0
    ? t('{what}: no step is skipped', { what }) + ending
    : t('{what}: {steps} will be skipped', { what, steps: named }) + ending;
}
