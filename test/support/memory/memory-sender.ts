import type { OutgoingMail, OutgoingSms, SendResult } from '#shared/domain/core/message.ts';

/**
 * What a provider does with one call: `accept`; `lose-answer` and `lose-call` (it went out, or did not, and nobody can
 * tell: the result is unknown); or it refuses.
 */
export type ProviderBehaviour =
  'accept' | 'lose-answer' | 'lose-call' | Extract<SendResult, { kind: 'refused' | 'held' }>;

/** A provider in memory: what really went out, and every call. */
export type MemorySender<Message> = {
  send(message: Message): Promise<SendResult>;
  /** What reached the recipients, with its message ids. */
  sent: { messageId: string; message: Message }[];
  calls: Message[];
};

/** @param behave what it does with the n-th call, counted from 1; accepts if not said otherwise. */
export function memorySender<Message extends OutgoingMail | OutgoingSms>(
  behave: (call: number, message: Message) => ProviderBehaviour = () => 'accept',
): MemorySender<Message> {
  const sent: MemorySender<Message>['sent'] = [];
  const calls: Message[] = [];
  return {
    sent,
    calls,
    async send(message) {
      calls.push(message);
      const behaviour = behave(calls.length, message);
      const messageId = `message-${calls.length}`;
      if (behaviour === 'accept' || behaviour === 'lose-answer') sent.push({ messageId, message });
      if (behaviour === 'accept') return { kind: 'accepted', messageId };
      if (typeof behaviour === 'object') return behaviour;
      return { kind: 'unknown', code: 'TimeoutError', message: 'No answer in time' };
    },
  };
}
