import type { OutgoingMail, OutgoingSms, SendResult } from '#shared/domain/core/message.ts';
import { decodeTag } from '#shared/domain/provider-events/message-tags.ts';
import { enrollmentNamed } from '../at.ts';
import type { Call, Lived } from './lived.ts';
import { perform } from './perform-act.ts';

/** The provider of a channel as a history has it; `onCall` sees each call before it is answered. */
export function provider(
  lived: Lived,
  channel: 'mail' | 'sms',
  onCall: (lived: Lived, call: Call) => Promise<void>,
) {
  const { w, calls, history } = lived;
  return {
    async send(message: OutgoingMail | OutgoingSms): Promise<SendResult> {
      const id = enrollmentNamed(decodeTag(message.tags['enrollment'] ?? '') ?? '');
      const behaviour = history.provider[calls.length % history.provider.length] ?? 'accept';
      const refused = typeof behaviour === 'object';
      const call: Call = {
        at: w.clock.now(),
        channel,
        key: `${id} ${message.tags['step']}`,
        reached: behaviour === 'accept' || behaviour === 'lose-answer',
        refused,
        settledAsLost: false,
        messageId: `message-${calls.length + 1}`,
        message,
        enrollment: await w.enrollment(id),
      };
      await onCall(lived, call);
      calls.push(call);
      const meanwhile = history.meanwhile[calls.length % Math.max(1, history.meanwhile.length)];
      if (meanwhile !== undefined && meanwhile.kind !== 'change-settings' && meanwhile.kind !== 'edit')
        await perform(lived, meanwhile, w.ports, id);
      if (refused) return behaviour;
      if (behaviour === 'accept') return { kind: 'accepted', messageId: call.messageId };
      return { kind: 'unknown', code: 'TimeoutError', message: 'No answer in time' };
    },
  };
}
