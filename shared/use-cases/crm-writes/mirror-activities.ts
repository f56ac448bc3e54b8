import type { Activity } from '../../domain/activity/activity.ts';
import type { CrmLink } from '../../domain/crm/crm-link.ts';
import { mirrorsActivities } from '../../domain/crm/goes-out.ts';
import { oursKey } from '../../domain/crm/map-values.ts';
import { mirroredOf } from '../../domain/crm/mirror-activity.ts';
import type { Mapping } from '../../domain/crm/mapping.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import type { Ids } from '../../ports/ids.ts';
import type { Store } from '../../ports/store.ts';
import { askForWrite } from './ask-for-write.ts';
import type { OutgoingMappings } from './outgoing-mappings.ts';

type Ports = { store: Pick<Store, 'crmLinks' | 'crmWrites'>; ids: Pick<Ids, 'of'> };

/** Records of the CRM that one lead is, at most. */
const MOST = 20;

/**
 * Has what happened to leads written beside their records in the CRM, where its kind is switched on (B6): each once.
 *
 * @returns the activities that could not be worked off, each with its error; they are to come again.
 */
export async function mirrorActivities(
  ports: Ports,
  activities: readonly Activity[],
  mappingsOf: OutgoingMappings,
  now: Instant,
): Promise<{ activity: Activity; error: unknown }[]> {
  const failed: { activity: Activity; error: unknown }[] = [];
  for (const activity of activities) {
    try {
      const mappings = (await mappingsOf(activity.organisation)).filter(mirrorsActivities);
      for (const mapping of mappings) await mirror(ports, activity, mapping, now);
    } catch (error) {
      failed.push({ activity, error });
    }
  }
  return failed;
}

async function mirror(ports: Ports, activity: Activity, mapping: Mapping, now: Instant): Promise<void> {
  const { organisation, leadId, id, at } = activity;
  const mirrored = mirroredOf(activity, mapping);
  if (mirrored.length === 0) return;
  const { kind } = mapping;
  const ours = oursKey('lead', leadId);
  const { items } = await ports.store.crmLinks.list(organisation, {
    limit: MOST,
    query: { index: 'byOurs', of: ours },
  });
  const link = recordOf(
    items.filter((one) => one.kind === kind && one.gone === undefined && one.erased !== true),
  );
  if (link === undefined) return;
  const { object, theirId } = link;
  for (const { index, work } of mirrored) {
    const wish = { organisation, kind, object, theirId, ours, at, work };
    await askForWrite(ports, wish, { now, activity: ports.ids.of(`${leadId} ${id} ${index}`) });
  }
}

/** The record that a lead’s history is written beside: the contact, if it was converted. */
function recordOf(links: readonly CrmLink[]): CrmLink | undefined {
  return links.find(({ object }) => object === 'contact') ?? links[0];
}
