import type { DynamoDBBatchResponse, DynamoDBStreamEvent } from 'aws-lambda';
import { clock } from '#functions/runtime/clock.ts';
import { logger } from '#functions/runtime/logger.ts';
import { store } from '#functions/runtime/store.ts';
import { numberedActivities } from '#functions/runtime/stream-records.ts';
import { scoreActivities } from '#shared/use-cases/scoring/score-activities.ts';

/**
 * Adds what leads did to their scores (A12). From the first record on that failed, the batch comes again: what was added
 * is not added twice.
 */
export async function handler(event: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> {
  // Gather
  const records = numberedActivities(event.Records);
  // Decide and act
  const failed = await scoreActivities(
    { store: store() },
    records.map(({ activity }) => activity),
    clock.now(),
  );
  // Answer
  for (const { activity, error } of failed) {
    logger.error('activity not scored; it comes again', { id: activity.id, error });
  }
  const first = records.find(({ activity }) => failed.some((each) => each.activity === activity));
  return { batchItemFailures: first === undefined ? [] : [{ itemIdentifier: first.sequenceNumber }] };
}
