import type { LeadId, UserId } from '../../domain/kernel/ids.ts';
import type { Reason } from '../../domain/settings/reason.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import type { Lead } from '../../domain/people/people.ts';
import { change } from '../../ports/change.ts';
import type { Store } from '../../ports/store.ts';

/** The lead with what tells of its change of owner, if it has changed: written with it, so that neither is without the other. */
export function withOwnerChange<T extends Omit<Lead, 'revision'>>(
  before: Lead,
  after: T,
  { by, because, key, now }: { by?: string; because?: Reason; key?: string; now: Instant },
): T {
  if (after.ownerId === before.ownerId) return after;
  const id = key ?? String(before.revision + 1);
  const ownerChange = { id, from: before.ownerId, to: after.ownerId, at: now, by, because };
  return { ...after, ownerChange };
}

/** Records the last change of a lead's owner as an activity, once: again after a crash it is the same one. */
export async function recordOwnerChange(
  ports: { store: Pick<Store, 'activities'> },
  { organisation, id: leadId, ownerChange }: Lead,
): Promise<void> {
  if (ownerChange === undefined) return;
  const { id, at, from, to, by, because } = ownerChange;
  const event = {
    type: 'owner-changed' as const,
    from,
    to,
    ...(by !== undefined && { by }),
    ...(because && { because }),
  };
  await ports.store.activities.add([{ organisation, leadId, id: `owner-${id}`, at, events: [event] }]);
}

/**
 * Gives a lead to another user and records it (B3). `key` names the change: asked for again, it is recorded if that was
 * cut off, and nothing else. Undefined when there is no such lead.
 */
export async function changeOwner(
  ports: { store: Pick<Store, 'leads' | 'activities'> },
  request: {
    organisation: string;
    leadId: LeadId;
    ownerId: UserId;
    because: Reason;
    key: string;
    now: Instant;
  },
): Promise<'changed' | 'unchanged' | undefined> {
  const { organisation, leadId, ownerId, because, key, now } = request;
  const { item } = await change(
    ports.store.leads,
    {
      organisation,
      id: leadId,
      // What told of the change before must not be lost with it.
      before: async (_, lead) => lead && recordOwnerChange(ports, lead),
    },
    (lead) => {
      if (lead === undefined || lead.ownerChange?.id === key || lead.ownerId === ownerId) return 'unchanged';
      return { write: withOwnerChange(lead, { ...lead, ownerId }, { because, key, now }) };
    },
  );
  if (item === undefined) return undefined;
  await recordOwnerChange(ports, item);
  return item.ownerChange?.id === key ? 'changed' : 'unchanged';
}
