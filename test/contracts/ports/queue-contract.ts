import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { WakeUp } from '#shared/domain/lanes/wake-up.ts';
import type { Queue } from '#shared/ports/queue.ts';

/** A queue, and the messages that were sent. */
export type QueueUnderTest = {
  queue: Queue;
  wakeUps: () => { group: string; wakeUp: unknown }[];
  jobs: () => unknown[];
  webhooks: () => unknown[];
};

const wakeUp: WakeUp = { kind: 'lane', organisation: 'acme', lane: 'u1.mail' };

/** What every queue does. */
export function queueContract(name: string, open: () => QueueUnderTest): void {
  describe(`the ${name} queue`, () => {
    test('takes wake-ups of a group in their order, a repeated one once', async () => {
      const { queue, wakeUps } = open();
      await queue.wakeUp({ group: 'acme.u1.mail', wakeUp, id: 'l1.q1.1-4' });
      await queue.wakeUp({ group: 'acme.u1.mail', wakeUp, id: 'l1.q1.1-4' });
      await queue.wakeUp({ group: 'acme.u1.mail', wakeUp: { ...wakeUp, lane: 'u1.sms' }, id: 'other' });
      assert.deepEqual(wakeUps(), [
        { group: 'acme.u1.mail', wakeUp },
        { group: 'acme.u1.mail', wakeUp: { ...wakeUp, lane: 'u1.sms' } },
      ]);
    });

    test('takes the next slice of a job, each time anew', async () => {
      const { queue, jobs } = open();
      await queue.runJob('acme', 'j1');
      await queue.runJob('acme', 'j1');
      assert.deepEqual(jobs(), [
        { organisation: 'acme', jobId: 'j1' },
        { organisation: 'acme', jobId: 'j1' },
      ]);
    });

    test('takes the delivery of a webhook', async () => {
      const { queue, webhooks } = open();
      await queue.deliverWebhook('acme', 'l1-c-1');
      assert.deepEqual(webhooks(), [{ organisation: 'acme', deliveryId: 'l1-c-1' }]);
    });
  });
}
