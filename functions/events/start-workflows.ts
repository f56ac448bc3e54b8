import type { DynamoDBBatchResponse, DynamoDBStreamEvent } from 'aws-lambda';
import { logger } from '#functions/runtime/logger.ts';
import { store } from '#functions/runtime/store.ts';
import { numberedActivities } from '#functions/runtime/stream-records.ts';
import { workflowQueue } from '#functions/runtime/workflow-queue.ts';
import { startWorkflows } from '#shared/use-cases/workflows/start-workflows.ts';

/**
 * Hands what workflows wait for over to their queue (B2). From the first record on that failed, the batch comes again:
 * what was handed over twice is run once.
 */
export async function handler(event: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> {
  // Gather
  const records = numberedActivities(event.Records);
  // Decide and act
  const failed = await startWorkflows(
    { store: store(), workflowQueue: workflowQueue() },
    records.map(({ activity }) => activity),
  );
  // Answer
  for (const { activity, error } of failed) {
    logger.error('workflows not started; the activity comes again', { id: activity.id, error });
  }
  const first = records.find(({ activity }) => failed.some((each) => each.activity === activity));
  return { batchItemFailures: first === undefined ? [] : [{ itemIdentifier: first.sequenceNumber }] };
}
