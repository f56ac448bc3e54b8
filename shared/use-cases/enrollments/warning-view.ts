import { describeReason } from '../../domain/activity/describe-reason.ts';
import { describeWarning } from '../../domain/activity/describe-warning.ts';
import type { LeadWarning, Warning } from '../../domain/core/enroll-warnings.ts';
import type { HeldAhead } from '../../domain/forecast/held-ahead.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import type { SettingSource } from '../../domain/kernel/reason.ts';

/** A warning as the caller is told: as data, and in words. */
export type WarningView = {
  reason: LeadWarning['because']['fact'] | 'outside-working-hours' | 'held';
  since?: Instant | undefined;
  steps: string[];
  setting?: string | undefined;
  source?: SettingSource | undefined;
  words: string;
};

/** Tells where a lead would be held. */
export function heldView({ step, because }: HeldAhead): WarningView {
  return { reason: 'held', steps: [step], words: `held at step ${step}: ${describeReason(because)}` };
}

/** Tells a warning. */
export function warningView(warning: Warning): WarningView {
  const { because, steps, decidedBy } = warning;
  return {
    reason: because.kind === 'lead' ? because.fact : 'outside-working-hours',
    ...(because.kind === 'lead' && because.at !== undefined && { since: because.at }),
    steps,
    ...decidedBy,
    words: describeWarning(warning),
  };
}
