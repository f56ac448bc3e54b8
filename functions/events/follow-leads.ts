import type { DynamoDBBatchResponse, DynamoDBStreamEvent } from 'aws-lambda';
import { logger } from '#functions/runtime/logger.ts';
import { queue } from '#functions/runtime/queue.ts';
import { store } from '#functions/runtime/store.ts';
import { changedLeads } from '#functions/runtime/stream-records.ts';
import { requestLooks } from '#shared/use-cases/matching/request-looks.ts';

/** Has leads that were created or changed looked at by the automations of their organisation (E1). */
export async function handler(event: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> {
  // Gather
  const changed = changedLeads(event.Records);
  // Act
  try {
    await requestLooks({ store: store(), queue: queue() }, changed);
    return { batchItemFailures: [] };
  } catch (error) {
    logger.error('leads not looked at; the batch comes again', { error });
    const first = event.Records[0]?.dynamodb?.SequenceNumber;
    return { batchItemFailures: first === undefined ? [] : [{ itemIdentifier: first }] };
  }
}
