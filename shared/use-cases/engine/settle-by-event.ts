import type { TaggedMessage } from '../../domain/deliverability/message-tags.ts';
import type { ProviderEvent } from '../../domain/deliverability/provider-event.ts';
import type { Enrollment } from '../../domain/enrollment/enrollment.ts';
import type { EnrollmentEvent } from '../../domain/enrollment/events.ts';
import type { Sender } from '../../domain/enrollment/planning.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import { changeEnrollment, type Change } from './change-enrollment.ts';
import type { EnginePorts } from './engine-ports.ts';
import { followUp } from './follow-up.ts';

/**
 * Settles a claim that stands by what the provider says of its message: it went out, or it was rejected (F3). The
 * worker that made the claim may still be at it; whoever writes first settles, the other finds it done.
 */
export async function settleByEvent(
  ports: EnginePorts,
  message: TaggedMessage,
  event: ProviderEvent,
  now: Instant,
): Promise<void> {
  const enrollment = await ports.store.enrollments.get(message.organisation, message.enrollment);
  if (enrollment === undefined || !isAboutClaim(enrollment, message)) return;
  await changeEnrollment(
    ports,
    message.organisation,
    message.enrollment,
    (current, sender) =>
      isAboutClaim(current, message) ? settlement(ports, current, sender, event, now) : { events: [] },
    now,
  );
}

function isAboutClaim({ claim }: Enrollment, { step, attempt }: TaggedMessage): boolean {
  return claim?.step === step && (attempt === undefined || claim.attempt === attempt);
}

async function settlement(
  ports: EnginePorts,
  enrollment: Enrollment,
  sender: Sender,
  event: ProviderEvent,
  now: Instant,
): Promise<Change> {
  const { organisation, claim, state, leadId, sequenceId, userId } = enrollment;
  if (claim === undefined) return { events: [] };
  const refused = event.kind === 'rejected' || event.kind === 'rendering-failed';
  const outcome: EnrollmentEvent = refused
    ? {
        type: 'failed',
        step: claim.step,
        because: { kind: 'provider', code: event.kind, message: event.reason ?? '' },
      }
    : {
        type: 'sent',
        step: claim.step,
        channel: 'mail',
        messageId: event.messageId,
        sender: userId,
        recipient: event.recipient[0] ?? '',
        contentHash: '',
        because: { kind: 'engine', rule: 'settled-by-event' },
      };
  if ((state.status !== 'sending' && state.status !== 'unknown') || state.step !== claim.step)
    return { events: [outcome] };
  const [lead, sequence] = await Promise.all([
    ports.store.leads.get(organisation, leadId),
    ports.store.sequences.get(organisation, sequenceId),
  ]);
  if (lead === undefined) return { events: [outcome] };
  const done = { enrollment, step: { id: claim.step }, lead, sender, sequence, at: claim.at };
  const next = (await followUp(ports, [done], now)).get(enrollment.id);
  return { events: [outcome, ...(next?.events ?? [])], channel: next?.channel ?? 'mail' };
}
