import type { Instant } from '../kernel/instant.ts';
import type { Settings } from '../settings/settings.ts';
import { minusMonths, plusMinutes } from '../time/instants.ts';

/** Who makes jobs of retention, and the erasures that follow: no user, since no user's id has a colon. */
export const BY_RETENTION = 'setting:retention';

/** What is not kept any longer (F9): of each kind what was last at this instant or before; undefined: all of it stays. */
export type Retention = {
  /** Leads that nothing has happened to since. */
  leads?: Instant | undefined;
  activities?: Instant | undefined;
  /** Answers to surveys. */
  answers?: Instant | undefined;
  /** Words of sent messages: the setting may have been shortened since they were kept. */
  sentTexts?: Instant | undefined;
};

/** What an organisation decided to keep no longer, as of now; undefined: it decided nothing. */
export function retentionOf(values: Partial<Settings>, now: Instant): Retention | undefined {
  const { leadRetentionMonths, activityRetentionMonths, answerRetentionMonths, sentTextDays } = values;
  const before = (months: number | null | undefined) =>
    months == null ? undefined : minusMonths(now, months);
  const retention: Retention = {
    leads: before(leadRetentionMonths),
    activities: before(activityRetentionMonths),
    answers: before(answerRetentionMonths),
    sentTexts: sentTextDays === undefined ? undefined : plusMinutes(now, -sentTextDays * 24 * 60),
  };
  return Object.values(retention).every((at) => at === undefined) ? undefined : retention;
}
