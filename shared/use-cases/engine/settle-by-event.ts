import type { TaggedMessage } from '../../domain/provider-events/message-tags.ts';
import type { ProviderEvent } from '../../domain/provider-events/provider-event.ts';
import { isOver, type Enrollment } from '../../domain/core/enrollment.ts';
import type { EnrollmentEvent } from '../../domain/core/events.ts';
import type { Sender } from '../../domain/core/planning.ts';
import type { Because } from '../../domain/settings/because.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import { taskId } from '../../domain/tasks/task.ts';
import { changeEnrollment, type Change } from './change-enrollment.ts';
import type { EnginePorts } from './engine-ports.ts';
import { followUp } from './follow-up.ts';
import { senderOfClaim } from './sender-of-claim.ts';
import { sentEvents } from './sent-events.ts';

/**
 * Settles a claim that stands by what the provider says of its message: it went out, or it was rejected (F3). The
 * worker that made the claim may still be at it; whoever writes first settles, the other finds it done. A step that
 * a person had sent again, and which waits for that, is not sent again once the provider says that it went out.
 */
export async function settleByEvent(
  ports: EnginePorts,
  message: TaggedMessage,
  event: ProviderEvent,
  now: Instant,
): Promise<void> {
  const enrollment = await ports.store.enrollments.get(message.organisation, message.enrollment);
  if (enrollment === undefined || !settles(event, message, enrollment)) return;
  await changeEnrollment(
    ports,
    message.organisation,
    message.enrollment,
    (current, sender) =>
      settles(event, message, current)
        ? settlement(ports, current, message.step, sender, event, now)
        : { events: [] },
    now,
  );
}

function settles(
  event: ProviderEvent,
  { step, attempt }: TaggedMessage,
  { claim, state, done, attempts }: Enrollment,
): boolean {
  if (claim !== undefined) return claim.step === step && (attempt === undefined || claim.attempt === attempt);
  const waits =
    state.status === 'scheduled' ||
    state.status === 'backlogged' ||
    state.status === 'paused' ||
    state.status === 'waiting';
  return (
    waits &&
    state.step === step &&
    !done.includes(step) &&
    attempt !== undefined &&
    attempt <= attempts &&
    !isRefusal(event)
  );
}

function isRefusal({ kind }: ProviderEvent): boolean {
  return kind === 'rejected' || kind === 'rendering-failed';
}

function refusal({ kind, reason = '' }: ProviderEvent): Because {
  return { kind: 'provider', code: kind, message: reason };
}

async function settlement(
  ports: EnginePorts,
  enrollment: Enrollment,
  step: string,
  sender: Sender,
  event: ProviderEvent,
  now: Instant,
): Promise<Change> {
  const { organisation, claim, state, leadId, sequenceId } = enrollment;
  // Whoever has the task in hand sent it, or had it sent.
  const by = claim?.by ?? (state.status === 'waiting' ? enrollment.userId : undefined);
  const over = isOver(state) || state.status === 'paused' || state.step !== step;
  if (isRefusal(event) && by !== undefined) {
    return { events: givenBack(enrollment, step, refusal(event), over) };
  }
  const outcome: EnrollmentEvent[] = isRefusal(event)
    ? [{ type: 'failed', step, because: refusal(event) }]
    : sentEvents(
        {
          type: 'sent',
          step,
          channel: 'mail',
          messageId: event.messageId,
          sender: await senderOfClaim(ports, enrollment, { step, byHand: by !== undefined }),
          recipient: event.recipient[0] ?? '',
          contentHash: '',
          because: { kind: 'engine', rule: 'settled-by-event' },
        },
        by,
      );
  if (over) return { events: outcome };
  const [lead, sequence] = await Promise.all([
    ports.store.leads.get(organisation, leadId),
    ports.store.sequences.get(organisation, sequenceId),
  ]);
  if (lead === undefined) return { events: outcome };
  const done = { enrollment, step: { id: step }, lead, sender, sequence, at: claim?.at ?? event.at };
  const next = (await followUp(ports, [done], now)).get(enrollment.id);
  return { events: [...outcome, ...(next?.events ?? [])], channel: next?.channel ?? 'mail' };
}

/** The provider refused what a person sent: the task is in hand again, unless its enrollment ended meanwhile. */
function givenBack(enrollment: Enrollment, step: string, because: Because, over: boolean): EnrollmentEvent[] {
  const released = { type: 'released' as const, step, because };
  return over ? [released] : [released, { type: 'task-opened', step, taskId: taskId(enrollment.id, step) }];
}
