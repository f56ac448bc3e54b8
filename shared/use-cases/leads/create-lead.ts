import type { UserId } from '../../domain/kernel/ids.ts';
import type { Instant, Zone } from '../../domain/kernel/instant.ts';
import type { Refusal } from '../../domain/kernel/refusal.ts';
import { canAccess, type Caller } from '../../domain/people/access.ts';
import { overgrown } from '../../domain/people/own-fields.ts';
import type { Lead, Suppression } from '../../domain/people/people.ts';
import { addressesOf, suppressionByList } from '../../domain/people/suppression.ts';
import { loadAccessScope } from '../people/load-access-scope.ts';
import { saveItem, type Saved } from '../save-item.ts';
import { followList } from '../suppressions/follow-list.ts';
import { readEntries } from '../suppressions/read-entries.ts';
import type { WholePorts } from '../core/engine-ports.ts';
import { leadIdOf } from '../people/lead-id.ts';
import { findTwin, leadReferenceProblems } from './lead-checks.ts';

/** What a person writes of a lead; the rest is made. */
export type LeadValues = {
  firstName?: string | undefined;
  lastName?: string | undefined;
  title?: string | undefined;
  email?: string | undefined;
  phone?: string | undefined;
  zone?: Zone | undefined;
  language?: string | undefined;
  country?: string | undefined;
  accountId?: string | undefined;
  ownerId?: UserId | undefined;
  fields?: Record<string, string> | undefined;
};

/** A lead as it begins, with what the suppression list says of its addresses. */
export function newLead(
  made: { organisation: string; id: string; ownerId: UserId; suppression: Suppression; now: Instant },
  values: LeadValues,
): Omit<Lead, 'revision'> {
  const { organisation, id, ownerId, suppression, now } = made;
  return {
    ...values,
    organisation,
    id,
    ownerId,
    status: 'lead',
    fields: values.fields ?? {},
    suppression,
    createdAt: now,
  };
}

/**
 * Makes a lead; one whose address is on the suppression list is suppressed from the start (D7). A person who is there
 * already is refused with the id of the lead.
 */
export async function createLead(
  ports: WholePorts,
  request: { caller: Caller; values: LeadValues; now: Instant },
): Promise<Saved<Lead> | Refusal> {
  const { caller, values, now } = request;
  const { organisation } = caller;
  const ownerId = values.ownerId ?? caller.userId;
  const id = leadIdOf(ports.ids, organisation, values);
  if (id === undefined) {
    return {
      kind: 'invalid',
      problems: [{ path: ['email'], message: 'Give an email address or a phone number.' }],
    };
  }
  const [existing, twin, access, problems, entries] = await Promise.all([
    ports.store.leads.get(organisation, id),
    findTwin(ports.store, organisation, values.email, id),
    loadAccessScope(ports.store, caller),
    leadReferenceProblems(ports.store, organisation, values),
    readEntries(ports, organisation, addressesOf(values)),
  ]);

  const there = existing ?? twin;
  if (there) return alreadyThere(there.id);
  if (!canAccess(access, ownerId)) {
    return { kind: 'forbidden', detail: `You cannot make leads for the user “${ownerId}”.` };
  }
  if (problems.length > 0) return { kind: 'invalid', problems };

  const suppression = suppressionByList({ ...values, suppression: {} }, entries);
  const lead = newLead({ organisation, id, ownerId, suppression, now }, values);
  const tooMuch = overgrown(lead);
  if (tooMuch !== undefined) return { kind: 'invalid', problems: [{ path: ['fields'], message: tooMuch }] };
  const saved = await saveItem(ports.store.leads, undefined, lead, 'absent');
  if (saved.kind !== 'saved') return saved.kind === 'changed' ? alreadyThere(id) : saved;
  return { ...saved, item: (await followList(ports, { organisation, leadId: id }, now)) ?? saved.item };
}

function alreadyThere(id: string): Refusal {
  return { kind: 'conflict', detail: 'This person is there already, as the lead with this id.', id };
}
