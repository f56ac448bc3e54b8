import type { DynamoDBBatchResponse, DynamoDBStreamEvent } from 'aws-lambda';
import { activityStore } from '#functions/runtime/activity-stores.ts';
import { logger } from '#functions/runtime/logger.ts';
import { changedRecords } from '#functions/runtime/stream-records.ts';
import { activityOfRecord } from '#shared/domain/activity/activity-of-record.ts';

/**
 * Carries what happened to records into the activities of their leads, in the order of the stream (E1). A change may come
 * twice: an activity is written once by its id.
 */
export async function handler(event: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> {
  // Gather
  const changes = changedRecords(event.Records);
  // Decide
  const activities = changes.flatMap(({ record }) => activityOfRecord(record) ?? []);
  // Act
  try {
    await activityStore().add(activities);
    return { batchItemFailures: [] };
  } catch (error) {
    logger.error('activities of records not recorded; the batch comes again', { error });
    return {
      batchItemFailures: changes
        .slice(0, 1)
        .map(({ sequenceNumber }) => ({ itemIdentifier: sequenceNumber })),
    };
  }
}
