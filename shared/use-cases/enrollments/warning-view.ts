import { describeInstant, describeReason } from '../../domain/activity/describe-reason.ts';
import { describeWarning } from '../../domain/activity/describe-warning.ts';
import type { LeadWarning, Warning } from '../../domain/core/enroll-warnings.ts';
import type { Ahead } from '../../domain/forecast/look-ahead.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import type { SettingSource } from '../../domain/kernel/reason.ts';

/** A warning as the caller is told: as data, and in words. */
export type WarningView = {
  reason: LeadWarning['because']['fact'] | 'outside-working-hours' | 'held' | 'interval';
  since?: Instant | undefined;
  /** When the interval ends that an invitation waits for. */
  until?: Instant | undefined;
  steps: string[];
  setting?: string | undefined;
  source?: SettingSource | undefined;
  words: string;
};

/** Tells where a lead would be held, and until when its invitation would wait for an interval (C3, C4). */
export function aheadViews({ held, waits }: Ahead): WarningView[] {
  const views: WarningView[] = [];
  if (waits !== undefined) {
    const { step, until, because } = waits;
    const words = `step ${step} waits until ${describeInstant(until)} at the earliest: ${describeReason(because)}`;
    views.push({ reason: 'interval', since: because.since, until, steps: [step], words });
  }
  if (held !== undefined) {
    const { step, because } = held;
    views.push({ reason: 'held', steps: [step], words: `held at step ${step}: ${describeReason(because)}` });
  }
  return views;
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
