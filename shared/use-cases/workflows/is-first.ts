import { firingsOf } from '../../domain/workflows/triggers.ts';
import type { Cause } from '../../domain/workflows/run.ts';
import type { Store } from '../../ports/store.ts';

const PAGE = 100;

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
  let cursor: string | undefined;
  do {
    const page = await store.activities.ofLead(organisation, leadId, { limit: PAGE, cursor });
    const earlier = page.items.filter((activity) => activity.at < at && activity.id !== activityId);
    const same = earlier.filter((activity) => activity.enrollmentId === enrollmentId);
    if (same.some((activity) => firingsOf(activity).some((firing) => firing.trigger === trigger)))
      return false;
    cursor = earlier.length < page.items.length ? undefined : page.cursor;
  } while (cursor !== undefined);
  return true;
}
