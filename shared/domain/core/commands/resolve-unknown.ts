import { channels } from '../../channels/channels.ts';
import { messageChannelOf, stepKinds } from '../../channels/step-types.ts';
import { taskId } from '../../tasks/task.ts';
import { conflict, verdict, type Verdict } from '../decision.ts';
import type { CommandOf } from '../commands.ts';
import { actorOf } from '../enrollment.ts';
import { stepIn, type StepFacts } from '../facts.ts';
import { placeStep, planNext, presentPlan } from '../placing.ts';
import { sentEvents } from '../sent-events.ts';

/**
 * A person settles an outcome that nobody knows: it went out (`sent`), or it did not and shall be sent (`resend`).
 * Only a person may resend (F3); what was sent from a task is a task again.
 */
export function resolveUnknown(facts: StepFacts, { outcome, by }: CommandOf<'resolve-unknown'>): Verdict {
  const { enrollment, lead, version, owner, now } = facts;
  const { state, claim, id } = enrollment;
  if (state.status !== 'unknown')
    return conflict(`It is ${state.status}; only an unknown outcome can be settled.`);
  const step = stepIn(version, state.step);
  if (lead === undefined || step === undefined) return conflict('Its lead or its step is gone.');
  const because = { kind: 'person' as const, userId: by };
  const { automated } = stepKinds[step.type];
  if (outcome === 'sent') {
    const channel = messageChannelOf(step.type) ?? 'mail';
    const sender = (claim?.by === undefined ? undefined : owner?.user.id) ?? actorOf(enrollment);
    const recipient = channels[channel].addressOf(lead) ?? '';
    const sent = { type: 'sent' as const, step: step.id, channel, messageId: '', sender, recipient };
    // It was done when it was sent, not when that came to be known (D3).
    const next = planNext(facts, step.id, { at: claim?.at ?? now });
    return verdict(
      [...sentEvents({ ...sent, contentHash: '', because }, claim?.by), ...next.events],
      next.slots,
    );
  }
  const released = { type: 'released' as const, step: step.id, because };
  if (!automated)
    return verdict([released, { type: 'task-opened', step: step.id, taskId: taskId(id, step.id) }]);
  const { event, slots } = placeStep(facts, presentPlan(facts, step));
  return verdict([released, event], slots);
}
