import { activityOfChange } from '#shared/domain/activity/activity-of-change.ts';
import type { Activity } from '#shared/domain/activity/activity.ts';
import type { Enrollment } from '#shared/domain/core/enrollment.ts';
import { factsOf } from '#shared/domain/statistics/facts.ts';
import { startWorkflows } from '#shared/use-cases/workflows/start-workflows.ts';
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

/** Counts activities, and keeps what is behind the counts, as `count-statistics` does; each batch is an invocation. */
export async function countStatistics(
  metered: MeteredStore,
  batches: readonly Activity[][],
): Promise<Line[]> {
  metered.read();
  for (const [index, activities] of batches.entries()) {
    const facts = activities.flatMap(factsOf);
    const batch = `${activities[0]?.id ?? ''} ${index}`;
    const counts = facts.map(({ organisation, sequenceId, step, counter }) => ({
      organisation,
      sequenceId,
      step,
      counter,
      by: 1,
    }));
    await metered.store.statistics.note(facts, batch);
    await metered.store.statistics.add(counts, batch);
  }
  const calls = metered.read();
  const invoked = { invocations: batches.length, items: batches.flat().length, calls: namesOf(calls) };
  return [...tableLines(calls), ...functionLines('count-statistics', invoked)];
}

/** Looks for workflows as `follow-activities` does, each batch an invocation; none waits for what a mail step does. */
export async function lookForWorkflows(
  metered: MeteredStore,
  batches: readonly Activity[][],
): Promise<Line[]> {
  metered.read();
  const queue = { runWorkflows: () => Promise.reject(new Error('No workflow was made')) };
  for (const activities of batches) await startWorkflows({ store: metered.store, queue }, activities);
  const calls = metered.read();
  const invoked = { invocations: batches.length, items: batches.flat().length, calls: namesOf(calls) };
  return [...tableLines(calls), ...functionLines('follow-activities', invoked)];
}
