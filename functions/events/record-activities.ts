import type { DynamoDBBatchResponse, DynamoDBStreamEvent } from 'aws-lambda';
import { logFailedSteps } from '#functions/runtime/log-failed-steps.ts';
import { logger } from '#functions/runtime/logger.ts';
import { changedEnrollments } from '#functions/runtime/stream-records.ts';
import { activityStore } from '#functions/runtime/activity-stores.ts';
import { activityOfChange } from '#shared/domain/activity/activity-of-change.ts';

/**
 * Carries the events of changed enrollments into the activities, in the order of the stream. A record may come twice:
 * an activity is written once by its id.
 */
export async function handler(event: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> {
  // Gather
  const changes = changedEnrollments(event.Records);
  // Decide
  const activities = changes.flatMap(({ enrollment }) => activityOfChange(enrollment) ?? []);
  const failed = activities.flatMap(({ events }) => events).filter(({ type }) => type === 'failed').length;
  // Act
  try {
    await activityStore().add(activities);
    logFailedSteps(failed);
    return { batchItemFailures: [] };
  } catch (error) {
    logger.error('activities not recorded; the batch comes again', { error });
    return {
      batchItemFailures: changes
        .slice(0, 1)
        .map(({ sequenceNumber }) => ({ itemIdentifier: sequenceNumber })),
    };
  }
}
