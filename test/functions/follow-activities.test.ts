import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { marshall } from '@aws-sdk/util-dynamodb';
import type { DynamoDBRecord } from 'aws-lambda';
import type { handler as Handler } from '#functions/events/follow-activities.ts';
import { tableName } from '#infra/local/names.ts';
import { activityItem } from '#shared/adapters/activities.ts';
import { documentClient, type Dynamo } from '#shared/adapters/aws/dynamo.ts';
import { dynamoStore } from '#shared/adapters/aws/dynamo-store.ts';
import type { ActivityEvent } from '#shared/domain/activity/activity.ts';
import type { Store } from '#shared/ports/store.ts';
import { lead } from '#test/contracts/store/samples/people.ts';
import { workflow } from '#test/contracts/store/samples/workflows.ts';
import { toInstant } from '#shared/domain/time/instants.ts';
import { reachingDynamoDb } from '#test/support/reaching-dynamodb.ts';

const organisation = 'acme';
const at = toInstant('2027-03-01T08:00:00.000Z');

/** A record of the stream of activities, as Lambda hands it over. */
function record(leadId: string, id: string, event: ActivityEvent, number: string): DynamoDBRecord {
  const item = activityItem({ organisation, leadId, id, at, events: [event] });
  const image = (of: Record<string, unknown>) =>
    marshall(of, { removeUndefinedValues: true }) as NonNullable<DynamoDBRecord['dynamodb']>['NewImage'];
  return {
    eventID: `c81e728d9d4c2f636f067f89cc14862${number}`,
    eventName: 'INSERT',
    eventVersion: '1.1',
    eventSource: 'aws:dynamodb',
    awsRegion: 'eu-west-1',
    dynamodb: {
      ApproximateCreationDateTime: 1_803_888_000,
      Keys: image({ partition: item.partition, sort: item.sort }),
      NewImage: image(item),
      SequenceNumber: number,
      SizeBytes: 321,
      StreamViewType: 'NEW_AND_OLD_IMAGES',
    },
    eventSourceARN:
      'arn:aws:dynamodb:eu-west-1:111122223333:table/relance-dev-activities/stream/2027-02-01T00:00:00.000',
  };
}

const replied: ActivityEvent = { type: 'replied', step: 's1' };

describe('follow-activities', () => {
  reachingDynamoDb({ logLevel: 'silent' });
  let dynamo: Dynamo;
  let store: Store;
  let handler: typeof Handler;

  before(async () => {
    dynamo = { client: documentClient(), tableName };
    store = dynamoStore(dynamo);
    ({ handler } = await import('#functions/events/follow-activities.ts'));
    for (const id of ['lead1', 'lead2', 'lead3']) {
      await store.leads.put({ ...lead, organisation, id }, 'absent');
    }
  });
  after(() => dynamo.client.destroy());

  const types = async (leadId: string) =>
    (await store.activities.ofLead(organisation, leadId, { limit: 10 })).items
      .flatMap(({ events }) => events)
      .map(({ type }) => type);

  test('A12: adds points for what came by the stream, once however often it comes', async () => {
    const opened = { type: 'opened', step: 's1', messageId: 'm1', machine: false, again: false } as const;
    const records = [
      record('lead1', 'e1', opened, '1'),
      record('lead1', 'e2', { ...opened, machine: true }, '2'),
      record('lead1', 'e3', replied, '3'),
    ];
    assert.deepEqual(await handler({ Records: records }), { batchItemFailures: [] });
    assert.deepEqual(await handler({ Records: records.toReversed() }), { batchItemFailures: [] });
    const score = await store.scores.get(organisation, 'lead1');
    assert.deepEqual([score?.value, score?.revision, score?.qualifiedAt], [21, 1, at]);
    assert.deepEqual(await types('lead1'), ['scored', 'scored', 'qualified']);
  });

  test('E1: notes when something was last done for a lead, whatever order it comes in', async () => {
    const call = { type: 'call-received', seconds: 30, by: 'u1' } as const;
    const records = [record('lead4', 'e1', call, '1'), record('lead4', 'e2', replied, '2')];
    await handler({ Records: records });
    await handler({ Records: records.toReversed() });
    const known = await store.engagements.get(organisation, 'lead4');
    assert.deepEqual([known?.lastCallAt, known?.lastReplyAt, known?.lastMailAt], [at, at, undefined]);
    assert.equal(known?.revision, 1);
  });

  test('A12: a batch comes again from the first record on that failed, the others scored', async () => {
    // A score that this release cannot read.
    const { PutCommand } = await import('@aws-sdk/lib-dynamodb');
    const Item = { partition: 'acme#lead2', sort: 'score', revision: 1, value: 'many' };
    await dynamo.client.send(new PutCommand({ TableName: tableName('scores'), Item }));
    const records = [
      record('lead3', 'e1', replied, '11'),
      record('lead2', 'e2', replied, '12'),
      record('lead3', 'e3', replied, '13'),
    ];
    assert.deepEqual(await handler({ Records: records }), {
      batchItemFailures: [{ itemIdentifier: '12' }],
    });
    assert.equal((await store.scores.get(organisation, 'lead3'))?.value, 40);
  });

  test('A12: a record that cannot be read fails its batch, to be halved until it stands alone', async () => {
    const unreadable = record('lead1', 'e9', replied, '21');
    const events = { L: [{ M: { type: { S: 'from-the-future' } } }] };
    Object.assign(unreadable.dynamodb?.NewImage ?? {}, { events });
    await assert.rejects(handler({ Records: [unreadable] }), { name: 'StoredItemError' });
  });

  test('A12, A13: an activity whose workflow cannot be started comes again, and is scored once', async () => {
    const trigger = { type: 'call-received' } as const;
    const waiting = { ...workflow, organisation, id: 'call-received', sequenceId: undefined, trigger };
    await store.workflows.put(waiting, 'absent');
    const call = { type: 'call-received', seconds: 30, by: 'u1' } as const;
    // Nothing answers at the address of the queue.
    const records = [record('lead1', 'e30', call, '31')];
    const before = (await store.scores.get(organisation, 'lead1'))?.value ?? 0;
    for (let time = 0; time < 2; time += 1) {
      assert.deepEqual(await handler({ Records: records }), {
        batchItemFailures: [{ itemIdentifier: '31' }],
      });
    }
    assert.equal((await store.scores.get(organisation, 'lead1'))?.value, before + 10);
  });
});
