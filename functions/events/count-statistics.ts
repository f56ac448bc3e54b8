import type { DynamoDBBatchResponse, DynamoDBStreamEvent } from 'aws-lambda';
import { addedActivities } from '#functions/runtime/stream-records.ts';
import { statisticsStore } from '#functions/runtime/stores.ts';
import { countsOf } from '#shared/domain/statistics/count-activity.ts';

/**
 * Adds what happened to the statistics of its sequence. A failed batch is delivered again whole, under the same
 * name, so that each is counted once; errors are therefore thrown and not answered record by record.
 */
export async function handler(event: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> {
  // Gather
  const activities = addedActivities(event.Records);
  const batch = event.Records[0]?.eventID;
  if (batch === undefined) return { batchItemFailures: [] };
  // Decide
  const counts = activities.flatMap((activity) => {
    const { organisation, sequenceId } = activity;
    if (sequenceId === undefined) return [];
    return countsOf(activity).map(({ step, counter }) => ({
      organisation,
      sequenceId,
      step,
      counter,
      by: 1,
    }));
  });
  // Act
  await statisticsStore().add(counts, batch);
  return { batchItemFailures: [] };
}
