import type { DynamoDBBatchResponse, DynamoDBStreamEvent } from 'aws-lambda';
import { clock } from '#functions/runtime/clock.ts';
import { logger } from '#functions/runtime/logger.ts';
import { store } from '#functions/runtime/store.ts';
import { numberedActivities } from '#functions/runtime/stream-records.ts';
import { queue } from '#functions/runtime/queue.ts';
import { scoreActivities } from '#shared/use-cases/scoring/score-activities.ts';
import { keepEngagement } from '#shared/use-cases/filters/keep-engagement.ts';
import { startWorkflows } from '#shared/use-cases/workflows/start-workflows.ts';

/**
 * Follows what happened to leads: adds to their scores (A12), notes what was last done for them (E1), and hands what
 * workflows wait for over to their queue (A13). One reader for all, since a stream bears two at most and statistics have
 * the other. From the first record on
 * that failed, the batch comes again: what was added is not added twice, what was handed over twice is run once.
 */
export async function handler(event: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> {
  // Gather
  const records = numberedActivities(event.Records);
  const activities = records.map(({ activity }) => activity);
  // Decide and act
  const [notScored, notStarted, notNoted] = await Promise.all([
    scoreActivities({ store: store() }, activities, clock.now()),
    startWorkflows({ store: store(), queue: queue() }, activities),
    keepEngagement({ store: store() }, activities),
  ]);
  // Answer
  for (const { activity, error } of notScored) {
    logger.error('activity not scored; it comes again', { id: activity.id, error });
  }
  for (const { activity, error } of notStarted) {
    logger.error('workflows not started; the activity comes again', { id: activity.id, error });
  }
  for (const { activity, error } of notNoted) {
    logger.error('engagement not noted; the activity comes again', { id: activity.id, error });
  }
  const failed = new Set([...notScored, ...notStarted, ...notNoted].map(({ activity }) => activity));
  const first = records.find(({ activity }) => failed.has(activity));
  return { batchItemFailures: first === undefined ? [] : [{ itemIdentifier: first.sequenceNumber }] };
}
