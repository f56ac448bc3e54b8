import type { DynamoDBBatchResponse, DynamoDBStreamEvent } from 'aws-lambda';
import { addedActivities } from '#functions/runtime/stream-records.ts';
import { statisticsStore } from '#functions/runtime/activity-stores.ts';
import { mailCountsOf } from '#shared/domain/statistics/deliverability.ts';
import { factsOf } from '#shared/domain/statistics/facts.ts';

/**
 * Adds what happened to the statistics of its sequence, and keeps the leads behind each figure. A failed batch is
 * delivered again whole, under the same name, so that each is counted once; errors are therefore thrown and not
 * answered record by record.
 */
export async function handler(event: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> {
  // Gather
  const activities = addedActivities(event.Records);
  const batch = event.Records[0]?.eventID;
  if (batch === undefined) return { batchItemFailures: [] };
  // Decide
  const facts = activities.flatMap(factsOf);
  const ofSteps = facts.map(({ organisation, sequenceId, step, counter }) => ({
    organisation,
    sequenceId,
    step,
    counter,
    by: 1,
  }));
  const ofDays = activities.flatMap((activity) =>
    mailCountsOf(activity).map((count) => ({ ...count, organisation: activity.organisation, by: 1 })),
  );
  // Act
  await statisticsStore().note(facts, batch);
  await statisticsStore().add([...ofSteps, ...ofDays], batch);
  return { batchItemFailures: [] };
}
