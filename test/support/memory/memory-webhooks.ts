import type { WebhookAnswer, WebhookCall, WebhookSender } from '#shared/ports/webhook-sender.ts';

/** What a receiver answers: 200 unless said, or nothing, for a reason. */
export type GivenAnswer = Partial<Extract<WebhookAnswer, { kind: 'answered' }>> | { error: string };

/** A receiver that answers as it is told, call by call. */
export type MemoryWebhookSender = WebhookSender & { calls: WebhookCall[] };

export function memoryWebhookSender(answer: (call: number) => GivenAnswer): MemoryWebhookSender {
  const calls: WebhookCall[] = [];
  return {
    calls,
    async send(call) {
      calls.push(call);
      const given = answer(calls.length);
      if ('error' in given) return { kind: 'failed', error: given.error, durationMs: 10_000 };
      return { kind: 'answered', status: 200, text: '', durationMs: 250, ...given };
    },
  };
}
