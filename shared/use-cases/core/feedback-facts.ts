import {
  CLAIMED_MINUTES,
  intervalToWait,
  withoutInvitation,
  type Invitation,
} from '../../domain/contact-intervals/contact-ledger.ts';
import { invitedAddress } from '../../domain/contact-intervals/invited-address.ts';
import type { Enrollment } from '../../domain/core/enrollment.ts';
import type { FeedbackFacts } from '../../domain/core/facts.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import type { Lead } from '../../domain/people/people.ts';
import { invitationStep } from '../../domain/sequences/feedback-steps.ts';
import type { Sequence } from '../../domain/sequences/step.ts';
import { plusMinutes } from '../../domain/time/instants.ts';
import type { EnginePorts } from './engine-ports.ts';

type Ports = Pick<EnginePorts, 'store'>;

/** What the steps of a feedback sequence may know beside what others do; undefined: it is another kind of sequence. */
export async function loadFeedbackFacts(
  ports: Ports,
  enrollment: Enrollment,
  sequence: Sequence | undefined,
  lead: Lead | undefined,
  now: Instant,
): Promise<FeedbackFacts | undefined> {
  if (sequence?.feedback === undefined || lead === undefined) return undefined;
  const { organisation, id, done } = enrollment;
  if (done.includes(invitationStep)) {
    const response = await ports.store.responses.get(organisation, id);
    return { completedAt: response?.completedAt };
  }
  const address = invitedAddress(sequence.feedback, lead);
  if (address === undefined) return {};
  const ledger = await ports.store.contactIntervals.get(organisation, address);
  const known = ledger?.invitations ?? [];
  const invitations = await genuineInvitations(ports, { enrollment, sequence, address }, known, now);
  return { ledger: { address, revision: ledger?.revision ?? 0, invitations } };
}

/**
 * The invitations without those that never went out: their worker noted them and died before it claimed them, or the
 * provider refused them. Only what would keep this one back is looked at.
 */
export async function genuineInvitations(
  { store }: { store: Pick<Ports['store'], 'enrollments'> },
  of: { enrollment: Enrollment; sequence: Sequence; address: string },
  noted: readonly Invitation[],
  now: Instant,
): Promise<readonly Invitation[]> {
  const { organisation, id } = of.enrollment;
  const { id: sequence, feedback } = of.sequence;
  const { address } = of;
  if (feedback === undefined) return noted;
  let invitations = noted;
  for (;;) {
    const wait = intervalToWait(invitations, { enrollment: id, sequence }, feedback, now);
    const last = wait && invitations.find(({ at, sequence: of }) => at === wait.at && of === wait.last);
    if (last === undefined || last.at > plusMinutes(now, -CLAIMED_MINUTES)) return invitations;
    const other = await store.enrollments.get(organisation, last.enrollment);
    if (other !== undefined && wentOut(other, address)) return invitations;
    invitations = withoutInvitation(invitations, last.enrollment);
  }
}

/** Whether an enrollment's invitation went out, or may have: of a mail its message is known, of a text that it is done. */
function wentOut({ done, claim, messages, state }: Enrollment, address: string): boolean {
  if (claim?.step === invitationStep || state.status === 'unknown') return true;
  return done.includes(invitationStep) && (!address.includes('@') || messages[invitationStep] !== undefined);
}
