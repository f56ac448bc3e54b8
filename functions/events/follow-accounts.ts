import type { DynamoDBBatchResponse, DynamoDBStreamEvent } from 'aws-lambda';
import { logger } from '#functions/runtime/logger.ts';
import { queue } from '#functions/runtime/queue.ts';
import { store } from '#functions/runtime/store.ts';
import { changedAccounts } from '#functions/runtime/stream-records.ts';
import { requestLooksOfAccounts } from '#shared/use-cases/matching/request-looks.ts';

/** Has the leads and records of accounts that changed looked at by the automations whose filters read accounts (E1). */
export async function handler(event: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> {
  // Gather
  const changed = changedAccounts(event.Records);
  // Act
  try {
    await requestLooksOfAccounts({ store: store(), queue: queue() }, changed);
    return { batchItemFailures: [] };
  } catch (error) {
    logger.error('accounts not followed; the batch comes again', { error });
    const first = event.Records[0]?.dynamodb?.SequenceNumber;
    return { batchItemFailures: first === undefined ? [] : [{ itemIdentifier: first }] };
  }
}
