import type { Activity } from '../../domain/activity/activity.ts';
import { engages, noEngagement, withActivity, type Engagement } from '../../domain/filters/engagement.ts';
import { inChunks } from '../../domain/kernel/in-chunks.ts';
import { change } from '../../ports/change.ts';
import type { Store } from '../../ports/store.ts';

type Ports = { store: Pick<Store, 'engagements'> };

/** Leads worked on side by side. */
const AT_ONCE = 10;

/**
 * Notes when leads were last written to, called, answered and worked on (E1), from their activities: in any order and as
 * often as they come, since only the latest instants are kept.
 *
 * @returns the activities that could not be worked off, each with its error; they are to come again.
 */
export async function keepEngagement(
  { store }: Ports,
  activities: readonly Activity[],
): Promise<{ activity: Activity; error: unknown }[]> {
  const failed: { activity: Activity; error: unknown }[] = [];
  for (const [organisation, some] of Map.groupBy(activities.filter(engages), (one) => one.organisation)) {
    const byLead = Map.groupBy(some, ({ leadId }) => leadId);
    const stored = await store.engagements.getMany(organisation, [...byLead.keys()]);
    const known = new Map(stored.map((item) => [item.leadId, item]));
    await inChunks([...byLead], AT_ONCE, async ([leadId, ofLead]) => {
      try {
        await keepOfLead(store, { organisation, id: leadId, known: { item: known.get(leadId) } }, ofLead);
      } catch (error) {
        failed.push(...ofLead.map((activity) => ({ activity, error })));
      }
    });
  }
  return failed;
}

async function keepOfLead(
  store: Ports['store'],
  of: { organisation: string; id: string; known: { item: Engagement | undefined } },
  activities: readonly Activity[],
): Promise<void> {
  await change(store.engagements, of, (stored) => {
    const before = stored ?? noEngagement(of.organisation, of.id);
    const after = activities.reduce(withActivity, before);
    return after === before ? 'unchanged' : { write: after };
  });
}
