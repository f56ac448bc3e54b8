import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Instant } from '#shared/domain/kernel/instant.ts';
import type { WakeUp } from '#shared/domain/lanes/wake-up.ts';
import { plusSeconds } from '#shared/domain/time/instants.ts';
import type { Queue } from '#shared/ports/queue.ts';
import { at, laneNamed } from '#test/support/at.ts';
import { hit } from '../store/samples/tracking.ts';
import { workflowRun } from '../store/samples/workflows.ts';

/** A queue, and the messages that were sent; `at`: when it comes out at the earliest. The clock stands at `now`. */
export type QueueUnderTest = {
  queue: Queue;
  wakeUps: () => { group: string; wakeUp: unknown }[];
  jobs: () => unknown[];
  webhooks: () => unknown[];
  hits: () => { body: unknown; at: Instant }[];
  workflows: () => { body: unknown; at: Instant }[];
  matches: () => unknown[];
  parts: () => unknown[];
};
const now = at('2027-03-15T09:00:00.000Z');

const { revision: _revision, expiresAt: _expiresAt, ...body } = hit;
const wakeUp: WakeUp = { kind: 'lane', organisation: 'acme', lane: laneNamed('u1.mail') };

/** What every queue does. */
export function queueContract(name: string, open: () => QueueUnderTest): void {
  describe(`the ${name} queue`, () => {
    test('takes wake-ups of a group in their order, a repeated one once', async () => {
      const { queue, wakeUps } = open();
      await queue.wakeUp({ group: 'acme.u1.mail', wakeUp, id: 'l1.q1.1-4' });
      await queue.wakeUp({ group: 'acme.u1.mail', wakeUp, id: 'l1.q1.1-4' });
      await queue.wakeUp({
        group: 'acme.u1.mail',
        wakeUp: { ...wakeUp, lane: laneNamed('u1.sms') },
        id: 'other',
      });
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

    test('F8: keeps a hit back for as long as it is told to', async () => {
      const { queue, hits } = open();
      await queue.decideHit(body, 6);
      await queue.decideHit(body, 0);
      assert.deepEqual(hits(), [
        { body, at: plusSeconds(now, 6) },
        { body, at: now },
      ]);
    });

    test('E1: takes what automations are to look at', async () => {
      const { queue, matches } = open();
      const subjects = [
        { kind: 'lead' as const, id: 'l1' },
        { kind: 'record' as const, id: 'offer.1' },
      ];
      const message = { organisation: 'acme', subject: { kind: 'several' as const, subjects } };
      await queue.lookForMatches(message);
      assert.deepEqual(matches(), [message]);
    });

    test('takes what is left of a file of events', async () => {
      const { queue, parts } = open();
      const part = { key: 'deliveries/2027/03/15/09/a', from: 65_400, line: 31, keep: true };
      await queue.takeInPart(part);
      assert.deepEqual(parts(), [part]);
    });

    test('takes what workflows are to do, at once or later', async () => {
      const { queue, workflows } = open();
      const cause = { kind: 'cause' as const, cause: workflowRun.cause };
      const again = { kind: 'again' as const, organisation: 'acme', runId: workflowRun.id, tries: 2 };
      await queue.runWorkflows(cause);
      await queue.runWorkflows(again, 60);
      assert.deepEqual(workflows(), [
        { body: cause, at: now },
        { body: again, at: plusSeconds(now, 60) },
      ]);
    });

    test('keeps nothing back for longer than SQS can, a quarter of an hour', async () => {
      const { queue, hits, jobs, workflows } = open();
      await queue.decideHit(body, 901);
      assert.deepEqual(hits().at(-1), { body, at: plusSeconds(now, 900) });
      await queue.runWorkflows({ kind: 'cause', cause: workflowRun.cause }, 3_600);
      assert.equal(workflows().at(-1)?.at, plusSeconds(now, 900));
      await queue.runJob('acme', 'of a clock behind', 100_000);
      assert.deepEqual(jobs().at(-1), { organisation: 'acme', jobId: 'of a clock behind' });
    });
  });
}
