import type { StepType } from '../channels/step-types.ts';
import type { Settings } from './settings.ts';

const listedAs: Partial<Record<StepType, StepType>> = { reply: 'mail', 'automated-reply': 'automated-mail' };

/** True if steps of this type are skipped once the lead has unsubscribed (A6). */
export function skippedAfterUnsubscribe(rules: Settings['unsubscribeRules'], type: StepType): boolean {
  return rules.skips.includes(type);
}

/**
 * True if steps of this type are skipped once a mail to the lead bounced for good. A reply follows the rule of mail,
 * an automated reply that of automated mail, listed or not (A7).
 */
export function skippedAfterBounce(rules: Settings['bounceRules'], type: StepType): boolean {
  return rules.skips.includes(listedAs[type] ?? type);
}
