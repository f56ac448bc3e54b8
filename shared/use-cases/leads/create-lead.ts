import type { Instant } from '../../domain/kernel/instant.ts';
import type { Refusal } from '../../domain/kernel/refusal.ts';
import { reaches, type Caller } from '../../domain/people/authority.ts';
import { leadIdentity } from '../../domain/people/lead-identity.ts';
import type { Lead } from '../../domain/people/people.ts';
import type { Ids } from '../../ports/ids.ts';
import type { Store } from '../../ports/store.ts';
import { loadReach } from '../people/load-reach.ts';
import { saveItem, type Saved } from '../save-item.ts';
import { findTwin, leadReferenceProblems } from './lead-checks.ts';

/** What a person writes of a lead; the rest is made. */
export type LeadValues = {
  firstName?: string | undefined;
  lastName?: string | undefined;
  title?: string | undefined;
  email?: string | undefined;
  phone?: string | undefined;
  zone?: string | undefined;
  language?: string | undefined;
  country?: string | undefined;
  accountId?: string | undefined;
  ownerId?: string | undefined;
  fields?: Record<string, string> | undefined;
};

/** The id of the lead that these values name: the same person has the same id. Undefined: neither address nor phone. */
export function leadIdOf(ids: Ids, organisation: string, values: LeadValues): string | undefined {
  const identity = leadIdentity(values);
  return identity === undefined ? undefined : ids.of(`${organisation} ${identity}`);
}

/** A lead as it begins. */
export function newLead(
  made: { organisation: string; id: string; ownerId: string; now: Instant },
  values: LeadValues,
): Omit<Lead, 'revision'> {
  const { organisation, id, ownerId, now } = made;
  return {
    ...values,
    organisation,
    id,
    ownerId,
    status: 'lead',
    fields: values.fields ?? {},
    suppression: {},
    createdAt: now,
  };
}

/** Makes a lead. A person who is there already is refused with the id of the lead. */
export async function createLead(
  ports: { store: Pick<Store, 'leads' | 'users' | 'accounts'>; ids: Ids },
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
  const [existing, twin, reach, problems] = await Promise.all([
    ports.store.leads.get(organisation, id),
    findTwin(ports.store, organisation, values.email, id),
    loadReach(ports.store, caller),
    leadReferenceProblems(ports.store, organisation, values),
  ]);

  const there = existing ?? twin;
  if (there) return alreadyThere(there.id);
  if (!reaches(reach, ownerId)) {
    return { kind: 'forbidden', detail: `You cannot make leads for the user “${ownerId}”.` };
  }
  if (problems.length > 0) return { kind: 'invalid', problems };

  const lead = newLead({ organisation, id, ownerId, now }, values);
  const saved = await saveItem(ports.store.leads, undefined, lead, 'absent');
  return saved.kind === 'changed' ? alreadyThere(id) : saved;
}

function alreadyThere(id: string): Refusal {
  return { kind: 'in-the-way', detail: 'This person is there already, as the lead with this id.', id };
}
