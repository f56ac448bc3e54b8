import { wordsOfWarning } from '../../domain/activity/words-of-warning.ts';
import type { EnrollWarning } from '../../domain/core/enroll-warnings.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import type { SettingSource } from '../../domain/kernel/because.ts';

/** A warning as the caller is told: as data, and in words. */
export type ToldWarning = {
  reason: EnrollWarning['because']['fact'];
  since?: Instant | undefined;
  steps: string[];
  setting?: string | undefined;
  source?: SettingSource | undefined;
  words: string;
};

/** Tells a warning. */
export function toldWarning(warning: EnrollWarning): ToldWarning {
  const { because, steps, decidedBy } = warning;
  return {
    reason: because.fact,
    ...(because.at !== undefined && { since: because.at }),
    steps,
    ...decidedBy,
    words: wordsOfWarning(warning),
  };
}
