import type { Instant } from '../../domain/kernel/instant.ts';
import { stepKinds } from '../../domain/channels/step-types.ts';
import { taskId } from '../../domain/tasks/task.ts';
import { changeEnrollment, type ChangeResult } from './change-enrollment.ts';
import type { EnginePorts } from './engine-ports.ts';
import { followUp } from './follow-up.ts';
import { placeSteps } from './place-steps.ts';
import { senderOfClaim } from './sender-of-claim.ts';
import { sentEvents } from './sent-events.ts';
import { channelOf } from './write-enrollment.ts';

/**
 * A person settles an outcome that nobody knows: it went out (`sent`), or it did not and shall be sent (`resend`).
 * Only a person may resend (F3); what was sent from a task is a task again.
 */
export function resolveUnknown(
  ports: EnginePorts,
  request: { organisation: string; id: string; outcome: 'sent' | 'resend'; by: string; now: Instant },
): Promise<ChangeResult> {
  const { organisation, id, outcome, by, now } = request;
  return changeEnrollment(
    ports,
    organisation,
    id,
    async (enrollment, sender) => {
      const { state } = enrollment;
      if (state.status !== 'unknown')
        return { refuse: `It is ${state.status}; only an unknown outcome can be settled.` };
      const [lead, sequence, version] = await Promise.all([
        ports.store.leads.get(organisation, enrollment.leadId),
        ports.store.sequences.get(organisation, enrollment.sequenceId),
        ports.store.versions.get(organisation, `${enrollment.sequenceId}.${enrollment.version}`),
      ]);
      const step = version?.steps.find((each) => each.id === state.step);
      if (lead === undefined || step === undefined) return { refuse: 'Its lead or its step is gone.' };
      const because = { kind: 'person' as const, userId: by };
      if (outcome === 'sent') {
        const channel = stepKinds[step.type].template === 'sms' ? ('sms' as const) : ('mail' as const);
        const sent = {
          type: 'sent' as const,
          step: step.id,
          channel,
          messageId: '',
          sender: await senderOfClaim(ports, enrollment, {
            step: step.id,
            byHand: enrollment.claim?.by !== undefined,
          }),
          recipient: (channel === 'sms' ? lead.phone : lead.email) ?? '',
          contentHash: '',
          because,
        };
        // It was done when it was sent, not when that came to be known (D3).
        const done = { enrollment, step, lead, sender, sequence, at: enrollment.claim?.at ?? now };
        const next = (await followUp(ports, [done], now)).get(id);
        const events = sentEvents(sent, enrollment.claim?.by);
        return { events: [...events, ...(next?.events ?? [])], channel: next?.channel ?? 'mail' };
      }
      const released = { type: 'released' as const, step: step.id, because };
      if (!stepKinds[step.type].automated) {
        const opened = { type: 'task-opened' as const, step: step.id, taskId: taskId(id, step.id) };
        return { events: [released, opened], channel: channelOf(step) };
      }
      const plan = {
        enrollmentId: id,
        step,
        version: enrollment.version,
        due: state.due,
        firstTouch: enrollment.done.length === 0,
        recipient: lead,
        sender,
      };
      const placed = (await placeSteps(ports.store, organisation, [plan], now)).get(id);
      return { events: placed === undefined ? [] : [released, placed.event], channel: channelOf(step) };
    },
    now,
  );
}
