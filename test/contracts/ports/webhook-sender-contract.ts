import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { WebhookAnswer, WebhookCall, WebhookSender } from '#shared/ports/webhook-sender.ts';

/** A receiver that answers as it is told, and what it was called with. */
export type Receiver = {
  sender: WebhookSender;
  url: string;
  answers: (answer: { status?: number; retryAfter?: string; text?: string }) => void;
  seen: () => readonly Pick<WebhookCall, 'method' | 'body' | 'headers'>[];
};

/** What every caller of receivers does. */
export function webhookSenderContract(name: string, open: () => Receiver): void {
  describe(`webhooks by the ${name} sender`, () => {
    const call = (url: string): WebhookCall => ({
      url,
      method: 'POST',
      headers: { 'x-mine': 'yes' },
      body: '{"é":1}',
    });
    const send = async (answer: Parameters<Receiver['answers']>[0] = {}): Promise<WebhookAnswer> => {
      const { sender, url, answers } = open();
      answers(answer);
      return sender.send(call(url));
    };

    test('A14: a call carries method, headers and body as given, once', async () => {
      const { seen } = open();
      const before = seen().length;
      await send();
      const [one, ...others] = seen().slice(before);
      assert.deepEqual([one?.method, one?.headers['x-mine'], one?.body], ['POST', 'yes', '{"é":1}']);
      assert.deepEqual(others, []);
    });

    for (const status of [200, 204, 302, 404, 429, 500])
      test(`A14: status ${status} is an answer, not a failure`, async () => {
        const answer = await send({ status });
        assert.equal(answer.kind === 'answered' && answer.status, status);
      });

    test('A14: the header Retry-After comes as it was sent', async () => {
      const answer = await send({ status: 429, retryAfter: '7' });
      assert.equal(answer.kind === 'answered' && answer.retryAfter, '7');
    });

    test('A14: of a long answer the beginning is kept, without control characters', async () => {
      const answer = await send({ text: `a\u0000b${'x'.repeat(5_000)}` });
      assert.equal(answer.kind === 'answered' && answer.text, `ab${'x'.repeat(1_021)}`);
    });

    test('A14: how long it took is told in whole milliseconds', async () => {
      const { durationMs } = await send();
      assert.ok(Number.isInteger(durationMs) && durationMs >= 0);
    });

    for (const [what, url] of [
      ['no address', 'crm'],
      ['an address that is not encrypted', 'http://203.0.113.7/hook'],
      ['an address inside', 'https://10.0.0.8/hook'],
      ['an address of this machine', 'https://[::1]/hook'],
    ] as const)
      test(`A14: ${what} is not called, and why is told in words`, async () => {
        const { sender, seen } = open();
        const before = seen().length;
        const answer = await sender.send(call(url));
        assert.ok(answer.kind === 'failed');
        assert.ok(answer.error.length > 0);
        assert.equal(seen().length, before);
      });
  });
}
