import { activityOfChange } from '#shared/domain/activity/activity-of-change.ts';
import type { Activity } from '#shared/domain/activity/activity.ts';
import type { Enrollment } from '#shared/domain/core/enrollment.ts';
import { talliesOf, type Tally } from '#shared/domain/statistics/tallies.ts';
import { fromEpochMs, plusMinutes } from '#shared/domain/time/instants.ts';
import { nodeIds } from '#shared/adapters/aws/node-ids.ts';
import { mirrorActivities } from '#shared/use-cases/crm-writes/mirror-activities.ts';
import { outgoingMappings } from '#shared/use-cases/crm-writes/outgoing-mappings.ts';
import { keepEngagement } from '#shared/use-cases/filters/keep-engagement.ts';
import { requestLooksOfActivities } from '#shared/use-cases/matching/request-looks.ts';
import { scoreActivities } from '#shared/use-cases/scoring/score-activities.ts';
import { startWorkflows } from '#shared/use-cases/workflows/start-workflows.ts';
import { rememberedMappings } from '#functions/runtime/remembered-mappings.ts';
import { functions } from '#functions/manifest.ts';
import { assumed } from './prices.ts';
import { functionLines, namesOf, tableLines, type Line } from './bill.ts';
import type { MeteredStore } from './metered-store.ts';

/** Records changes as `record-activities` does, each batch an invocation. Gives the new activities, and the lines. */
export async function recordActivities(
  metered: MeteredStore,
  batches: readonly Enrollment[][],
): Promise<{ activities: Activity[]; lines: Line[] }> {
  metered.read();
  const activities: Activity[] = [];
  for (const changes of batches) {
    const all = changes.flatMap((change) => activityOfChange(change) ?? []);
    activities.push(...(await metered.store.activities.add(all)));
  }
  const calls = metered.read();
  const invoked = { invocations: batches.length, items: batches.flat().length, calls: namesOf(calls) };
  return { activities, lines: [...tableLines(calls), ...functionLines('record-activities', invoked)] };
}

/** When generations of shards ended, in hours before the batches: one is open for some four. Of the first items forget the marks. */
const FORMER_SHARDS = [27, 23, 19, 15, 11, 7, 3];

/**
 * Counts activities, and keeps what is behind the counts, as `count-statistics` does; each batch is an invocation, and
 * the end of a window is one more. The items have been written by every shard of the day before, so that they are as
 * large as they are in the long run.
 */
export async function countStatistics(
  metered: MeteredStore,
  batches: readonly Activity[][],
): Promise<Line[]> {
  const { statistics } = metered.store;
  const counted = batches.map((activities, index) =>
    activities.flatMap((activity) => talliesOf(activity, sequenceNumber(index))),
  );
  const now = counted
    .flat()
    .toSorted((a, b) => a.at - b.at)
    .at(-1)?.at;
  if (now === undefined) return [];
  const touched = [...new Map(counted.flat().map((tally) => [nameOf(tally), tally])).values()];
  for (const hours of FORMER_SHARDS) {
    for (let shard = 0; shard < assumed.shards; shard += 1) {
      const shardId = `${-hours} ${shard}`;
      const tallies = touched.map(({ fact: _, ...tally }) => ({
        ...tally,
        sequenceNumber: sequenceNumber(0),
      }));
      await statistics.count({ shardId, tallies, now: plusMinutes(now, -60 * hours) });
    }
  }
  metered.read();
  for (const [index, tallies] of counted.entries())
    await statistics.count({ shardId: `0 ${index % assumed.shards}`, tallies, now });
  const calls = metered.read();
  const invocations = batches.length * (1 + windowsOf('count-statistics'));
  const invoked = { invocations, items: batches.flat().length, calls: namesOf(calls) };
  return [...tableLines(calls), ...functionLines('count-statistics', invoked)];
}

/** As long as those of DynamoDB. */
function sequenceNumber(index: number): string {
  return `44215845000000000174${String(index).padStart(6, '0')}`;
}

function nameOf({ organisation, sequenceId, step, counter }: Tally): string {
  return [organisation, sequenceId, step, counter].join('#');
}

/** Ends of windows for each batch, if each waited as long as it may; in full batches they are fewer. */
function windowsOf(functionId: string): number {
  const trigger = functions.find(({ id }) => id === functionId)?.trigger;
  if (trigger?.kind !== 'stream' || trigger.tumblingWindowMinutes === undefined) return 0;
  return (trigger.batchWindowSeconds ?? 0) / (60 * trigger.tumblingWindowMinutes);
}

/** Follows activities as `follow-activities` does, each batch an invocation; no workflow, automation or CRM waits for them. */
export async function followActivities(
  metered: MeteredStore,
  batches: readonly Activity[][],
): Promise<Line[]> {
  const { store } = metered;
  const nobodyAsked = () => Promise.reject(new Error('Neither a workflow nor an automation was made'));
  const ports = { store, queue: { runWorkflows: nobodyAsked, lookForMatches: nobodyAsked }, ids: nodeIds() };
  const mappings = rememberedMappings(
    (organisation) => outgoingMappings(store, organisation),
    () => 0,
  );
  metered.read();
  for (const activities of batches) {
    const now = fromEpochMs(Math.max(...activities.map((activity) => activity.at)));
    const failed = await Promise.all([
      scoreActivities(ports, activities, now),
      startWorkflows(ports, activities),
      keepEngagement(ports, activities),
      mirrorActivities(ports, activities, mappings, now),
    ]);
    if (failed.flat().length > 0) throw new Error('Activities were not followed');
    await requestLooksOfActivities(ports, activities);
  }
  const calls = metered.read();
  const invoked = { invocations: batches.length, items: batches.flat().length, calls: namesOf(calls) };
  return [...tableLines(calls), ...functionLines('follow-activities', invoked)];
}
