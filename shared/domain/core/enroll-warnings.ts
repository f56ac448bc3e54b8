import type { Because } from '../settings/because.ts';
import { stepKinds, type StepType } from '../channels/step-types.ts';
import type { SettingSource } from '../kernel/because.ts';
import type { Lead } from '../people/people.ts';
import { type Step } from '../sequences/step.ts';
import type { EffectiveSettings } from '../settings/settings.ts';
import { skippedAfterBounce, skippedAfterUnsubscribe } from '../settings/skip-rules.ts';

/** Why enrolling a lead will do less than the sequence says (D7). */
export type EnrollWarning = {
  /** What holds of the lead, with its date. */
  because: Extract<Because, { kind: 'lead' }>;
  /** Ids of the steps that will be skipped by it, or stay without address; none: the rules let all of them go. */
  steps: string[];
  /** The setting that decides which steps are skipped, and whose it is; undefined: no setting does. */
  decidedBy?: { setting: 'unsubscribeRules' | 'bounceRules'; source: SettingSource } | undefined;
};

const byPhone: readonly StepType[] = ['call', 'whatsapp'];

/** Everything to be warned of before a lead goes through these steps on behalf of a user with these settings (D7). */
export function enrollWarnings(
  steps: readonly Step[],
  lead: Pick<Lead, 'email' | 'phone' | 'status' | 'suppression'>,
  settings: EffectiveSettings,
): EnrollWarning[] {
  const { unsubscribedAt, complainedAt, byHandAt, bouncedAt } = lead.suppression;
  const idsOf = (applies: (step: Step) => boolean) => steps.filter(applies).map(({ id }) => id);
  const { unsubscribeRules, bounceRules } = settings;
  const byUnsubscribing = {
    steps: idsOf(({ type }) => skippedAfterUnsubscribe(unsubscribeRules.value, type)),
    decidedBy: { setting: 'unsubscribeRules', source: unsubscribeRules.source },
  } as const;
  const byBouncing = {
    steps: idsOf(({ type }) => skippedAfterBounce(bounceRules.value, type)),
    decidedBy: { setting: 'bounceRules', source: bounceRules.source },
  } as const;
  const fact = (
    name: EnrollWarning['because']['fact'],
    at?: string,
  ): { because: EnrollWarning['because'] } => ({
    because: { kind: 'lead', fact: name, ...(at !== undefined && { at }) },
  });
  const unreachable = idsOf((step) => lacksAddress(step, lead));
  return [
    ...(lead.status === 'disqualified'
      ? [{ ...fact('disqualified'), steps: steps.map(({ id }) => id) }]
      : []),
    ...(unsubscribedAt === undefined
      ? []
      : [{ ...fact('unsubscribed', unsubscribedAt), ...byUnsubscribing }]),
    ...(complainedAt === undefined ? [] : [{ ...fact('complained', complainedAt), ...byUnsubscribing }]),
    ...(byHandAt === undefined ? [] : [{ ...fact('suppressed-by-hand', byHandAt), ...byUnsubscribing }]),
    ...(bouncedAt === undefined ? [] : [{ ...fact('bounced', bouncedAt), ...byBouncing }]),
    ...(unreachable.length === 0 ? [] : [{ ...fact('no-address'), steps: unreachable }]),
  ];
}

function lacksAddress({ type }: Step, { email, phone }: Pick<Lead, 'email' | 'phone'>): boolean {
  if (stepKinds[type].template === 'mail') return email === undefined;
  return (stepKinds[type].template === 'sms' || byPhone.includes(type)) && phone === undefined;
}
