import type { ProviderEvent } from '../../provider-events/provider-event.ts';
import type { Reason } from '../../settings/reason.ts';
import { taskId } from '../../tasks/task.ts';
import { nothing, verdict, type Verdict } from '../decision.ts';
import type { CommandOf } from '../commands.ts';
import { actorOf, isOver, type Enrollment } from '../enrollment.ts';
import type { EnrollmentEvent } from '../events.ts';
import { messageChannelOf } from '../../channels/step-types.ts';
import { stepIn, type StepFacts } from '../facts.ts';
import { planNext } from '../placing.ts';
import { sentEvents } from '../sent-events.ts';

/**
 * Settles a claim that stands by what the provider says of its message: it went out, or it was rejected (F3). The
 * worker that made the claim may still be at it; whoever writes first settles, the other finds it done. A step that
 * a person had sent again, and which waits for that, is not sent again once the provider says that it went out.
 */
export function providerEvent(facts: StepFacts, command: CommandOf<'provider-event'>): Verdict {
  const { enrollment, owner, lead } = facts;
  const { event, step } = command;
  if (!isNews(command, enrollment)) return nothing;
  const { claim, state } = enrollment;
  const by = byHand(enrollment);
  const over = isOver(state) || state.status === 'paused' || state.step !== step;
  if (isRefusal(event) && by !== undefined) {
    const because = refusal(event);
    const opened: EnrollmentEvent = { type: 'task-opened', step, taskId: taskId(enrollment.id, step) };
    return verdict([{ type: 'released', step, because }, ...(over ? [] : [opened])]);
  }
  const sender = (by === undefined ? undefined : owner?.user.id) ?? actorOf(enrollment);
  const outcome: EnrollmentEvent[] = isRefusal(event)
    ? [{ type: 'failed', step, because: refusal(event) }]
    : sentEvents(
        {
          type: 'sent',
          step,
          channel: messageChannelOf(stepIn(facts.version, step)?.type ?? 'mail') ?? 'mail',
          messageId: event.messageId,
          sender,
          recipient: event.recipient[0] ?? '',
          contentHash: '',
          because: { kind: 'engine', rule: 'settled-by-event' },
        },
        by,
      );
  if (over || lead === undefined) return verdict(outcome);
  const next = planNext(facts, step, { at: claim?.at ?? event.at });
  return verdict([...outcome, ...next.events], next.slots);
}

/** Who sent the message by hand, or had it sent: whoever has its task; undefined: the engine did. */
export function byHand({ claim, state, userId }: Enrollment): string | undefined {
  return claim?.by ?? (state.status === 'waiting' ? userId : undefined);
}

/** Whether what the provider says is news to an enrollment: of most messages it was settled before. */
export function isNews(
  { event, step, attempt }: Pick<CommandOf<'provider-event'>, 'event' | 'step' | 'attempt'>,
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

function refusal({ kind, reason = '' }: ProviderEvent): Reason {
  return { kind: 'provider', code: kind, message: reason };
}
