import type { Activity } from '../../domain/activity/activity.ts';
import { firingsOf } from '../../domain/workflows/triggers.ts';
import { causesOf } from '../../domain/workflows/which-run.ts';
import type { Store } from '../../ports/store.ts';
import type { Queue } from '../../ports/queue.ts';
import { listAll } from '../list-all.ts';

type Ports = { store: Pick<Store, 'workflows'>; queue: Pick<Queue, 'runWorkflows'> };

/**
 * Sends what activities fire to the queue of workflows, if any waits for it (B2). Most fire nothing and cost nothing; an
 * organisation's workflows are read once for all the others.
 *
 * @returns the activities that could not be worked off, each with its error; they are to come again.
 */
export async function startWorkflows(
  { store, queue }: Ports,
  activities: readonly Activity[],
): Promise<{ activity: Activity; error: unknown }[]> {
  const firing = activities.filter((activity) => firingsOf(activity).length > 0);
  const failed: { activity: Activity; error: unknown }[] = [];
  for (const [organisation, some] of Map.groupBy(firing, (activity) => activity.organisation)) {
    const workflows = await listAll(store.workflows, organisation);
    for (const activity of some) {
      try {
        for (const cause of causesOf(activity, workflows)) await queue.runWorkflows({ kind: 'cause', cause });
      } catch (error) {
        failed.push({ activity, error });
      }
    }
  }
  return failed;
}
