import type { LeadId } from '../../domain/kernel/ids.ts';
import type { Activity } from '../../domain/activity/activity.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import { withRoomForSuppression } from '../../domain/people/own-fields.ts';
import type { Lead } from '../../domain/people/people.ts';
import {
  addressesOf,
  isInForce,
  isSuppressed,
  suppressionByList,
  type SuppressedAddress,
} from '../../domain/people/suppression.ts';
import { change } from '../../ports/change.ts';
import { ContentionError } from '../../ports/contention-error.ts';
import { walk } from '../../ports/walk.ts';
import type { WholePorts } from '../core/engine-ports.ts';
import { endWhatIsSkipped } from './suppress-lead.ts';
import { leadIdOf } from '../people/lead-id.ts';
import { readEntries } from './read-entries.ts';
import { textOf } from '../../domain/time/instants.ts';

/** Changes of the list that may come in between. */
const ROUNDS = 8;

/**
 * Makes a lead follow the suppression list, after one of the two changed: notes or takes away what the list says,
 * records it and ends what is now skipped. The list is read again after the lead was written, so that of two who
 * change list and lead at once the later sees the other. Doing it again changes nothing.
 *
 * @param lifted an entry just lifted that the lead is to be told of.
 * @returns the lead; undefined when there is none.
 */
export async function followList(
  ports: WholePorts,
  of: { organisation: string; leadId: LeadId; lifted?: SuppressedAddress | undefined },
  now: Instant,
): Promise<Lead | undefined> {
  const { organisation, leadId, lifted } = of;
  const agreed = await agree(ports, organisation, leadId, lifted === undefined ? [] : [lifted.id]);
  if (agreed === undefined) return undefined;
  const { lead, entries } = agreed;
  const activities = entries.flatMap((entry) => activityOf(lead, entry, lifted) ?? []);
  if (activities.length > 0) await ports.store.activities.add(activities);
  if (isSuppressed(lead)) await endWhatIsSkipped(ports, lead, now);
  return lead;
}

async function agree(
  ports: WholePorts,
  organisation: string,
  leadId: LeadId,
  also: readonly string[],
): Promise<{ lead: Lead; entries: SuppressedAddress[] } | undefined> {
  // Not one change but as many as it takes until both agree: the list is read again after each write of the lead.
  for (let round = 0; round < ROUNDS; round += 1) {
    const { kind, item, facts } = await change(
      ports.store.leads,
      {
        organisation,
        id: leadId,
        fit: withRoomForSuppression,
        gather: async (lead) =>
          lead === undefined ? [] : readEntries(ports, organisation, addressesOf(lead), also),
      },
      (lead, entries) => {
        if (lead === undefined) return 'unchanged';
        const suppression = suppressionByList(lead, entries);
        return suppression === lead.suppression ? 'unchanged' : { write: { ...lead, suppression } };
      },
    );
    if (kind === 'unchanged') return item && { lead: item, entries: facts };
  }
  throw new ContentionError(`Lead ${leadId} is contended`);
}

/** What came from the lead itself is recorded by whoever took it in. */
function activityOf(
  lead: Lead,
  entry: SuppressedAddress,
  lifted: SuppressedAddress | undefined,
): Activity | undefined {
  const { organisation, id: leadId } = lead;
  const { reason, at: since, by } = entry;
  if (isInForce(entry)) {
    if (entry.leadId === leadId || !addressesOf(lead).includes(entry.address)) return undefined;
    const at = entry.addedAt > lead.createdAt ? entry.addedAt : lead.createdAt;
    const id = `suppressed-${entry.id}-${textOf(entry.addedAt)}`;
    return { organisation, leadId, id, at, events: [{ type: 'suppressed', reason, since, by }] };
  }
  if (entry.id !== lifted?.id || entry.lifted === undefined) return undefined;
  const { at, by: lifter, note } = entry.lifted;
  const events = [{ type: 'suppression-lifted' as const, reason, by: lifter, note }];
  return { organisation, leadId, id: `lifted-${entry.id}-${textOf(at)}`, at, events };
}

/** Makes every lead that has the address of an entry follow it, the lead that it came from, and `also` this one. */
export async function carryOver(
  ports: WholePorts,
  entry: SuppressedAddress,
  now: Instant,
  also?: string,
): Promise<void> {
  const { organisation } = entry;
  const lifted = isInForce(entry) ? undefined : entry;
  const leads = await leadsWith(ports, entry);
  for (const leadId of also === undefined ? leads : leads.add(also)) {
    await followList(ports, { organisation, leadId, lifted }, now);
  }
}

/**
 * Ids of leads that may have the address: the one whose id is made from it, which is read consistently, and those of
 * the index, which may lag by a moment.
 */
async function leadsWith(
  ports: WholePorts,
  { organisation, address, leadId }: SuppressedAddress,
): Promise<Set<string>> {
  const isMail = address.includes('@');
  const made = leadIdOf(ports.ids, organisation, isMail ? { email: address } : { phone: address });
  const found = new Set([made, leadId].filter((id) => id !== undefined));
  const query = { index: isMail ? ('byEmail' as const) : ('byPhone' as const), of: address };
  for await (const { id } of walk((page) => ports.store.leads.list(organisation, { ...page, query })))
    found.add(id);
  return found;
}
