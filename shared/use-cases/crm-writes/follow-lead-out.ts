import type { LeadId } from '../../domain/kernel/ids.ts';
import { isPerson, type CrmLink } from '../../domain/crm/crm-link.ts';
import { OWNER } from '../../domain/crm/decide-take-in.ts';
import { followsLeads, ownersGoOut } from '../../domain/crm/goes-out.ts';
import { mappedFor, ourValue, oursKey } from '../../domain/crm/map-values.ts';
import type { Mapping } from '../../domain/crm/mapping.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import type { Lead } from '../../domain/people/people.ts';
import type { Store } from '../../ports/store.ts';
import { loadCrmPeople, type CrmPeople } from '../crm-fields/crm-people.ts';
import { readValue } from '../crm-fields/read-value.ts';
import { memoizedByKey } from '../memoized-by-key.ts';
import { askForDifference } from './ask-for-write.ts';
import type { OutgoingMappings } from './outgoing-mappings.ts';

type Ports = { store: Pick<Store, 'leads' | 'users' | 'crmLinks' | 'crmWrites' | 'picklists'> };

/** Records of the CRM that one lead is, at most: a lead, its contact, one of each CRM. */
const MOST = 20;

/**
 * Has the fields and owners of leads that changed written to the CRM, where the mapping lets them go out (B1, B6). What
 * both sides agree on already is left: our own write that comes back, and what came from there, end here. Each lead is
 * read anew, so that of two changes the newest counts.
 */
export async function followLeadsOut(
  ports: Ports,
  changed: readonly { organisation: string; leadId: LeadId }[],
  mappingsOf: OutgoingMappings,
  now: Instant,
): Promise<void> {
  for (const [organisation, some] of Map.groupBy(changed, (each) => each.organisation)) {
    const mappings = (await mappingsOf(organisation)).filter(followsLeads);
    if (mappings.length === 0) continue;
    const peopleOf = memoizedByKey((kind: Mapping['kind']) => loadCrmPeople(ports, organisation, kind));
    for (const leadId of new Set(some.map((each) => each.leadId)))
      await followLead(ports, { organisation, leadId, mappings, peopleOf, now });
  }
}

async function followLead(
  ports: Ports,
  of: {
    organisation: string;
    leadId: LeadId;
    mappings: readonly Mapping[];
    peopleOf: (kind: Mapping['kind']) => Promise<CrmPeople>;
    now: Instant;
  },
): Promise<void> {
  const { organisation, leadId, mappings, peopleOf, now } = of;
  const ours = oursKey('lead', leadId);
  const { items: links } = await ports.store.crmLinks.list(organisation, {
    limit: MOST,
    query: { index: 'byOurs', of: ours },
  });
  for (const { id, kind, object, theirId, gone, erased } of links) {
    const mapping = mappings.find((one) => one.kind === kind);
    if (mapping === undefined || gone !== undefined || erased === true || !isPerson(object)) continue;
    const people = ownersGoOut(mapping) ? await peopleOf(kind) : undefined;
    const wanted = async () => {
      const [lead, link] = await Promise.all([
        ports.store.leads.get(organisation, leadId),
        ports.store.crmLinks.get(organisation, id),
      ]);
      if (lead === undefined || link === undefined) return undefined;
      return { values: valuesOut(mapping, link, lead, people), agreed: link.agreed };
    };
    await askForDifference(ports, { organisation, kind, object, theirId, ours, at: now }, wanted, now);
  }
}

/** The values that the record is to have in the end: of each field the one agreed on, where it means what ours is. */
function valuesOut(
  mapping: Mapping,
  { object, agreed }: CrmLink,
  lead: Lead,
  people: CrmPeople | undefined,
): Record<string, string | null> {
  const values: Record<string, string | null> = {};
  for (const field of mappedFor(mapping, object)) {
    if (field.direction === 'in') continue;
    const now = ourValue(lead, field.ours);
    const there = agreed[field.theirs];
    const meant = readValue(field, there, lead.country);
    // A number that is written otherwise there is the same number.
    const isAlike = !('problem' in meant) && meant.value === now;
    values[field.theirs] = isAlike ? (there ?? null) : (now ?? null);
  }
  const owner = people && ownerOut(mapping, agreed[OWNER], lead, people);
  return owner === undefined ? values : { ...values, [OWNER]: owner };
}

/** Whose the record is to be there; undefined: it stays whose it is, or the user is not known there. */
function ownerOut(
  { defaultOwnerId }: Mapping,
  there: string | undefined,
  { ownerId }: Lead,
  people: CrmPeople,
): string | undefined {
  const known = people.userOf(there);
  // It belongs to somebody there who is no user here, and therefore to the one for such cases.
  if (there !== undefined && known === undefined && ownerId === defaultOwnerId) return there;
  if (known?.id === ownerId) return there;
  return people.ownerOf(ownerId);
}
