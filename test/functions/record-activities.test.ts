import assert from 'node:assert/strict';
import { before, describe, test, type TestContext } from 'node:test';
import { marshall } from '@aws-sdk/util-dynamodb';
import type { DynamoDBRecord } from 'aws-lambda';
import type { handler as Handler } from '#functions/events/record-activities.ts';
import { toItem } from '#shared/adapters/collection.ts';
import type { EnrollmentEvent } from '#shared/domain/core/events.ts';
import { tables } from '#shared/tables/tables.ts';
import { enrollment } from '#test/contracts/store/samples/enrollments.ts';
import { reachingDynamoDb } from '#test/support/reaching-dynamodb.ts';

/** A record of the stream of enrollments, as far as it is read. */
function changed(revision: number, events: EnrollmentEvent[]): DynamoDBRecord {
  const item = toItem(tables.enrollments, { ...enrollment, revision, events });
  const image = marshall(item, { removeUndefinedValues: true });
  return {
    eventName: 'MODIFY',
    dynamodb: {
      NewImage: image as NonNullable<DynamoDBRecord['dynamodb']>['NewImage'],
      SequenceNumber: String(revision),
    },
  };
}

describe('record-activities', () => {
  reachingDynamoDb({ logLevel: 'warn' });
  let handler: typeof Handler;

  before(async () => {
    ({ handler } = await import('#functions/events/record-activities.ts'));
  });

  /** What the log said of failed steps while a batch was worked off. */
  async function logged(t: TestContext, records: DynamoDBRecord[]): Promise<unknown[]> {
    const write = t.mock.method(process.stderr, 'write', () => true);
    assert.deepEqual(await handler({ Records: records }), { batchItemFailures: [] });
    const lines = write.mock.calls.map(({ arguments: [line] }) => String(line));
    write.mock.restore();
    return lines
      .map((line) => JSON.parse(line) as { level: string; message: string; count?: number })
      .filter(({ message }) => message === 'steps failed')
      .map(({ level, count }) => [level, count]);
  }

  test('tells how many steps failed for good, of which an alarm is made', async (t) => {
    const because = { kind: 'provider', code: 'MessageRejected', message: 'no such template' } as const;
    const failed: EnrollmentEvent = { type: 'failed', step: 's1', because };
    const records = [changed(2, [failed]), changed(3, [failed])];
    assert.deepEqual(await logged(t, records), [['WARN', 2]]);
    assert.deepEqual(await logged(t, [changed(4, [{ type: 'skipped', step: 's1', because }])]), []);
  });
});
