import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { marshall } from '@aws-sdk/util-dynamodb';
import type { DynamoDBRecord } from 'aws-lambda';
import type { handler as Handler } from '#functions/events/follow-records.ts';
import { activityStore } from '#functions/runtime/activity-stores.ts';
import { describeEvent } from '#shared/domain/activity/describe-event.ts';
import { deletedRecord } from '#shared/domain/records/delete-record.ts';
import type { StoredRecord } from '#shared/domain/records/record.ts';
import { record } from '#test/contracts/store/samples/records.ts';
import { at } from '#test/support/at.ts';
import { storedForm } from '#test/support/stored-form.ts';
import { reachingDynamoDb } from '#test/support/reaching-dynamodb.ts';

/** A change of a record in the stream, as far as it is read. */
function changed(value: StoredRecord): DynamoDBRecord {
  const image = marshall(storedForm('records', value), { removeUndefinedValues: true });
  return {
    eventName: 'MODIFY',
    dynamodb: {
      NewImage: image as NonNullable<DynamoDBRecord['dynamodb']>['NewImage'],
      SequenceNumber: String(value.revision),
    },
  };
}

const { id, organisation } = record;
const of = { record: id, recordType: 'contract', sourceId: '2027/001', by: 'u1' };
const created = { ...record, revision: 1, events: [{ type: 'record-created' as const, ...of }] };
const deleted = { ...deletedRecord(record, 'u1', at('2027-03-03T08:00:00.000Z')), revision: 3 };

describe('follow-records', () => {
  reachingDynamoDb({ logLevel: 'warn' });
  let handler: typeof Handler;

  before(async () => {
    ({ handler } = await import('#functions/events/follow-records.ts'));
  });

  /** What the activities of a lead tell. */
  async function told(leadId: string): Promise<string[]> {
    const { items } = await activityStore().ofLead(organisation, leadId, { limit: 100 });
    return items.flatMap(({ events }) =>
      events.map((event) => describeEvent(event, { step: (step) => step })),
    );
  }

  test('E1, F2: a record that is made, changed and deleted is told of in its lead’s activities, each once', async () => {
    const changes = [changed({ ...created, changedAt: record.createdAt }), changed(record), changed(deleted)];
    // The stream delivers twice, and what DynamoDB drops when it has expired tells nothing.
    const expired: DynamoDBRecord = { eventName: 'REMOVE', dynamodb: { SequenceNumber: '4' } };
    for (const batch of [changes, [...changes.slice(1), expired]]) {
      assert.deepEqual(await handler({ Records: batch }), { batchItemFailures: [] });
    }
    assert.deepEqual(await told(record.leadId ?? ''), [
      'u1 created the contract “2027/001”.',
      'u1 changed the contract “2027/001”: seats went from “10” to “12”, signed is “no”.',
      'u1 deleted the contract “2027/001”.',
    ]);
  });

  test('E1: a record of an account alone has no lead whose activities could tell of it', async () => {
    const alone = { ...created, leadId: undefined };
    assert.deepEqual(await handler({ Records: [changed(alone)] }), { batchItemFailures: [] });
  });
});
