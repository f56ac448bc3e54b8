import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import type { SQSRecord } from 'aws-lambda';
import type { handler as Handler } from '#functions/events/match-automations.ts';
import { queueName } from '#infra/local/names.ts';
import { localServices } from '#test/support/local-services.ts';

const { system } = localServices();
const message = {
  organisation: 'acme',
  subject: { kind: 'several', subjects: [{ kind: 'lead', id: 'l1' }] },
  reads: 'activities',
};

describe('match-automations', () => {
  let handler: typeof Handler;

  before(async () => {
    ({ handler } = await import('#functions/events/match-automations.ts'));
  });

  /** Hands a message over, with so much time; gives those that are to come again, and those that were sent anew. */
  async function handOver(milliseconds: number) {
    const record = { body: JSON.stringify(message), messageId: 'm0' } as SQSRecord;
    const answer = await handler({ Records: [record] }, { getRemainingTimeInMillis: () => milliseconds });
    const queue = system().aws.queues.get(queueName('matches')) ?? assert.fail();
    const anew = queue.receive(10).map(({ body, receipt = '' }) => {
      queue.delete(receipt);
      return JSON.parse(body) as unknown;
    });
    return { again: answer.batchItemFailures, anew };
  }

  test('E1: sends itself what it has no time for as it is, which counts as no try', async () => {
    assert.deepEqual(await handOver(10_000), { again: [], anew: [message] });
    assert.deepEqual(await handOver(60_000), { again: [], anew: [] });
  });
});
