import * as z from 'zod/mini';
import { stepKinds } from '../channels/step-types.ts';
import type { Instant } from '../kernel/instant.ts';
import { settingSource, type SettingSource } from '../kernel/reason.ts';
import { text } from '../kernel/shapes.ts';
import type { Lead } from '../people/people.ts';
import type { Step } from '../sequences/step.ts';
import type { Reason } from '../settings/reason.ts';
import type { Effective, EffectiveSettings } from '../settings/settings.ts';
import { skippedAfterBounce, skippedAfterUnsubscribe } from '../settings/skip-rules.ts';
import { isLocalTime } from '../time/local-time.ts';

/** What enrolling a lead will not do as the sequence says (D7). */
export type LeadWarning = {
  /** What holds of the lead, with its date. */
  because: Extract<Reason, { kind: 'lead' }>;
  /** Ids of the steps that will be skipped by it, or stay without address; none: the rules let all of them go. */
  steps: string[];
  /** The setting that decides which steps are skipped, and whose it is; undefined: no setting does. */
  decidedBy?: { setting: 'unsubscribeRules' | 'bounceRules'; source: SettingSource } | undefined;
};

/** Steps that will not go at their hour, since it lies outside somebody's working hours (D3). */
export const hourWarning = z.object({
  because: z.object({ kind: z.literal('step'), rule: z.literal('hour') }),
  steps: z.array(text),
  decidedBy: z.object({ setting: z.literal('workingHours'), source: settingSource }),
});
export type HourWarning = z.output<typeof hourWarning>;

/** Something of a sequence that will be otherwise than it says. */
export type Warning = LeadWarning | HourWarning;

type WarnedLead = Pick<Lead, 'email' | 'phone' | 'status' | 'suppression'>;

/** Everything to be warned of before a lead goes through these steps on behalf of a user with these settings (D3, D7). */
export function enrollWarnings(
  steps: readonly Step[],
  lead: WarnedLead,
  settings: EffectiveSettings,
): Warning[] {
  return [...leadWarnings(steps, lead, settings), ...hourWarnings(steps, [settings.workingHours])];
}

/**
 * Whose working hours leave out the hour of which steps (D3): these go at the next opening. One of those hours applies
 * to a sender; before a sequence is published all that may apply are asked: the organisation's and its exceptions.
 */
export function hourWarnings(
  steps: readonly Step[],
  workingHours: readonly Effective<'workingHours'>[],
): HourWarning[] {
  return workingHours.flatMap(({ value, source }): HourWarning[] => {
    const outside = steps.filter(
      ({ at }) => at !== undefined && isLocalTime(at) && !value.some(({ from, to }) => from <= at && at < to),
    );
    if (outside.length === 0) return [];
    return [
      {
        because: { kind: 'step', rule: 'hour' },
        steps: outside.map(({ id }) => id),
        decidedBy: { setting: 'workingHours', source },
      },
    ];
  });
}

/** What the rules or a missing address will take from a lead of these steps, sent on behalf of a user with these settings (D7). */
export function leadWarnings(
  steps: readonly Step[],
  lead: WarnedLead,
  settings: EffectiveSettings,
): LeadWarning[] {
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
  const fact = (name: LeadWarning['because']['fact'], at?: Instant): { because: LeadWarning['because'] } => ({
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

function lacksAddress({ type }: Step, lead: Pick<Lead, 'email' | 'phone'>): boolean {
  const { needs } = stepKinds[type];
  return needs !== undefined && lead[needs] === undefined;
}
