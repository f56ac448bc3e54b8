import type { DynamoDBBatchResponse, DynamoDBStreamEvent } from 'aws-lambda';
import { clock } from '#functions/runtime/clock.ts';
import { ids } from '#functions/runtime/ids.ts';
import { logger } from '#functions/runtime/logger.ts';
import { memoized } from '#functions/runtime/memoized.ts';
import { rememberedMappings } from '#functions/runtime/remembered-mappings.ts';
import { store } from '#functions/runtime/store.ts';
import { numberedActivities } from '#functions/runtime/stream-records.ts';
import { queue } from '#functions/runtime/queue.ts';
import type { Activity } from '#shared/domain/activity/activity.ts';
import { requestLooksOfActivities } from '#shared/use-cases/matching/request-looks.ts';
import { scoreActivities } from '#shared/use-cases/scoring/score-activities.ts';
import { keepEngagement } from '#shared/use-cases/filters/keep-engagement.ts';
import { mirrorActivities } from '#shared/use-cases/crm-writes/mirror-activities.ts';
import { outgoingMappings } from '#shared/use-cases/crm-writes/outgoing-mappings.ts';
import { startWorkflows } from '#shared/use-cases/workflows/start-workflows.ts';

/** What of each organisation goes out to its CRM. */
const outgoingCrm = memoized(() =>
  rememberedMappings(
    (organisation) => outgoingMappings(store(), organisation),
    () => performance.now(),
  ),
);

/**
 * Follows what happened to leads: adds to their scores (A12), notes what was last done for them (E1), hands what workflows
 * wait for over to their queue (A13) and what the CRM is to be told of to its table (B6), and then has the leads looked at
 * by automations (E1). One reader for all, since a stream bears two at most and statistics have the other. From the first
 * record on that failed, the batch comes again: what was added is not added twice, what was handed over twice is run once.
 */
export async function handler(event: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> {
  // Gather
  const records = numberedActivities(event.Records);
  const activities = records.map(({ activity }) => activity);
  // Decide and act
  const now = clock.now();
  const [notScored, notStarted, notNoted, notMirrored] = await Promise.all([
    scoreActivities({ store: store() }, activities, now),
    startWorkflows({ store: store(), queue: queue() }, activities),
    keepEngagement({ store: store() }, activities),
    mirrorActivities({ store: store(), ids: ids() }, activities, outgoingCrm(), now),
  ]);
  // After these: a filter may ask for them.
  const notLookedAt = await lookedAt(activities);
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
  for (const { activity, error } of notMirrored) {
    logger.error('activity not handed to the CRM; it comes again', { id: activity.id, error });
  }
  const undone = [...notScored, ...notStarted, ...notNoted, ...notMirrored].map(({ activity }) => activity);
  const failed = new Set([...undone, ...notLookedAt]);
  const first = records.find(({ activity }) => failed.has(activity));
  return { batchItemFailures: first === undefined ? [] : [{ itemIdentifier: first.sequenceNumber }] };
}

/** Has the leads of activities looked at by automations (E1). @returns the activities of which that failed */
async function lookedAt(activities: readonly Activity[]): Promise<readonly Activity[]> {
  try {
    await requestLooksOfActivities({ store: store(), queue: queue() }, activities);
    return [];
  } catch (error) {
    logger.error('leads not looked at; the activities come again', { error });
    return activities;
  }
}
