import { firingsOf } from '../../domain/workflows/triggers.ts';
import type { Cause } from '../../domain/workflows/run.ts';
import type { Store } from '../../ports/store.ts';
import { walk } from '../../ports/walk.ts';

/**
 * False for a cause that is the first of its kind in an enrollment by name only: another step was done before, as when
 * the workflow was made in the meantime. Other triggers know no first.
 */
export async function isFirstOfItsKind(
  { store }: { store: Pick<Store, 'activities'> },
  cause: Cause,
): Promise<boolean> {
  const { trigger, organisation, leadId, enrollmentId, at, activityId } = cause;
  if (trigger !== 'first-automated-step-done' && trigger !== 'first-manual-step-done') return true;
  for await (const activity of walk((page) => store.activities.ofLead(organisation, leadId, page))) {
    if (activity.at >= at) break;
    if (activity.id === activityId || activity.enrollmentId !== enrollmentId) continue;
    if (firingsOf(activity).some((firing) => firing.trigger === trigger)) return false;
  }
  return true;
}
