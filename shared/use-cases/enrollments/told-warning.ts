import { wordsOfWarning } from '../../domain/activity/words-of-warning.ts';
import type { LeadWarning, Warning } from '../../domain/core/enroll-warnings.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import type { SettingSource } from '../../domain/kernel/because.ts';

/** A warning as the caller is told: as data, and in words. */
export type ToldWarning = {
  reason: LeadWarning['because']['fact'] | 'outside-working-hours';
  since?: Instant | undefined;
  steps: string[];
  setting?: string | undefined;
  source?: SettingSource | undefined;
  words: string;
};

/** Tells a warning. */
export function toldWarning(warning: Warning): ToldWarning {
  const { because, steps, decidedBy } = warning;
  return {
    reason: because.kind === 'lead' ? because.fact : 'outside-working-hours',
    ...(because.kind === 'lead' && because.at !== undefined && { since: because.at }),
    steps,
    ...decidedBy,
    words: wordsOfWarning(warning),
  };
}
