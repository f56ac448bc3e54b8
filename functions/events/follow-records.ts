import type { DynamoDBBatchResponse, DynamoDBStreamEvent } from 'aws-lambda';
import { activityStore } from '#functions/runtime/activity-stores.ts';
import { queue } from '#functions/runtime/queue.ts';
import { store } from '#functions/runtime/store.ts';
import { logger } from '#functions/runtime/logger.ts';
import { changedRecords } from '#functions/runtime/stream-records.ts';
import { requestLooks } from '#shared/use-cases/matching/request-looks.ts';
import { activityOfRecord } from '#shared/domain/activity/activity-of-record.ts';

/**
 * Carries what happened to records into the activities of their leads, in the order of the stream, and has them looked at
 * by automations (E1). A change may come twice: an activity is written once by its id, and looking again does nothing twice.
 */
export async function handler(event: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> {
  // Gather
  const changes = changedRecords(event.Records);
  // Decide
  const activities = changes.flatMap(({ record }) => activityOfRecord(record) ?? []);
  // Act
  try {
    await activityStore().add(activities);
    await requestLooks(
      { store: store(), queue: queue() },
      changes.map(({ record: { organisation, id } }) => ({ organisation, subject: { kind: 'record', id } })),
    );
    return { batchItemFailures: [] };
  } catch (error) {
    logger.error('changes of records not followed; the batch comes again', { error });
    return {
      batchItemFailures: changes
        .slice(0, 1)
        .map(({ sequenceNumber }) => ({ itemIdentifier: sequenceNumber })),
    };
  }
}
