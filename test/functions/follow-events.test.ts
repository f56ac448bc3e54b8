import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { handler as Handler } from '#functions/events/follow-events.ts';
import { tableName } from '#infra/local/names.ts';
import { documentClient, type Dynamo } from '#shared/adapters/aws/dynamo.ts';
import { dynamoStore } from '#shared/adapters/aws/dynamo-store.ts';
import type { Store } from '#shared/ports/store.ts';
import { at } from '#test/support/at.ts';
import { reachingDynamoDb } from '#test/support/reaching-dynamodb.ts';

const organisation = 'acme';
const kind = 'salesforce';
/** What the rule of the partner event bus gives (infra/constructs/salesforce-changes.ts). */
const hint = { changed: kind, organisation } as const;
const context = { getRemainingTimeInMillis: () => 60_000 };

describe('follow-events', () => {
  reachingDynamoDb({ logLevel: 'silent' });
  let dynamo: Dynamo;
  let store: Store;
  let handler: typeof Handler;

  before(async () => {
    dynamo = { client: documentClient(), tableName };
    store = dynamoStore(dynamo);
    ({ handler } = await import('#functions/events/follow-events.ts'));
  });
  after(() => dynamo.client.destroy());

  test('B6: a hint of the event bus for which nothing is connected does nothing', async () => {
    assert.deepEqual(await handler(hint, context), { batchItemFailures: [] });
    assert.equal(await store.syncStates.get(organisation, kind), undefined);
  });

  test('B6: a hint of the event bus has the connection read, and the next ones within a minute do not', async () => {
    const since = at('2027-03-01T08:00:00.000Z');
    await store.connections.put(
      {
        ...{ organisation, id: kind, revision: 1, kind },
        settings: { domain: 'https://acme.my.salesforce.com', flow: 'client-credentials' },
        ...{ credentialsAt: since, createdBy: 'ada', createdAt: since },
      },
      'absent',
    );
    // There is no vault here: a run that begins gets as far as the credentials.
    await handler(hint, context);
    const begun = (await store.syncStates.get(organisation, kind))?.readAt;
    assert.ok(begun);
    for (const _hint of [1, 2, 3]) assert.deepEqual(await handler(hint, context), { batchItemFailures: [] });
    assert.equal((await store.syncStates.get(organisation, kind))?.readAt, begun);
  });
});
