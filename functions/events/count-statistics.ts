import type { DynamoDBBatchResponse, DynamoDBStreamEvent } from 'aws-lambda';
import { clock } from '#functions/runtime/clock.ts';
import { numberedActivities } from '#functions/runtime/stream-records.ts';
import { statisticsStore } from '#functions/runtime/activity-stores.ts';
import { talliesOf } from '#shared/domain/statistics/tallies.ts';

/** What Lambda tells within tumbling windows alone: of which shard the records are. */
type WindowedEvent = DynamoDBStreamEvent & { shardId?: string };

/** Within a window an answer without a state counts as failed; what is counted is in the table, not in the state. */
type WindowedAnswer = DynamoDBBatchResponse & { state: Record<string, never> };

/**
 * Adds what happened to the figures of its sequence and its day, and keeps the leads behind each figure. The end of a
 * window comes without records.
 */
export async function handler({ shardId, Records }: WindowedEvent): Promise<WindowedAnswer> {
  // Gather
  if (shardId === undefined) throw new Error('The event names no shard: its source has no tumbling window');
  const activities = numberedActivities(Records);
  // Decide
  const tallies = activities.flatMap(({ activity, sequenceNumber }) => talliesOf(activity, sequenceNumber));
  // Act
  await statisticsStore().count({ shardId, tallies, now: clock.now() });
  return { state: {}, batchItemFailures: [] };
}
