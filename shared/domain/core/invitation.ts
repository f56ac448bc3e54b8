import { intervalToWait, withInvitation } from '../contact-intervals/contact-ledger.ts';
import type { Instant } from '../kernel/instant.ts';
import { invitationStep } from '../sequences/feedback-steps.ts';
import type { Step } from '../sequences/step.ts';
import type { Reason } from '../settings/reason.ts';
import type { Effect } from './effects.ts';
import type { EnrollmentFacts, StepFacts } from './facts.ts';

type Facts = Pick<EnrollmentFacts, 'enrollment'> & Pick<StepFacts, 'sequence' | 'feedback'>;

/**
 * Until when the invitation of a feedback sequence has to wait, since its address was invited lately (C3, C4). The same
 * for planning it and for letting it go, in the store and in the forecast. Undefined: it may go.
 */
export function waitOfInvitation(
  { enrollment, sequence, feedback }: Facts,
  step: Pick<Step, 'id'>,
  now: Instant,
): { until: Instant; because: Reason } | undefined {
  if (sequence?.feedback === undefined || feedback?.ledger === undefined || step.id !== invitationStep)
    return undefined;
  const own = { enrollment: enrollment.id, sequence: sequence.id };
  const wait = intervalToWait(feedback.ledger.invitations, own, sequence.feedback, now);
  if (wait === undefined) return undefined;
  const { until, between, last, at: since, days } = wait;
  return { until, because: { kind: 'interval', between, sequence: sequence.id, last, days, since } };
}

/** Notes the invitation that is about to be claimed, so that any other to its address finds it (C3, C4). */
export function noteInvitation(
  { enrollment, sequence, feedback }: Facts,
  step: Pick<Step, 'id'>,
  now: Instant,
): Effect[] {
  const ledger = feedback?.ledger;
  if (sequence === undefined || ledger === undefined || step.id !== invitationStep) return [];
  const invited = { sequence: sequence.id, enrollment: enrollment.id, at: now };
  const { address, revision } = ledger;
  const invitations = withInvitation(ledger.invitations, invited);
  return [{ kind: 'note-invitation', address, revision, invitations }];
}
