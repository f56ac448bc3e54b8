import type { CrmKind } from '../../domain/connections/connectors.ts';
import { picklistMinutes } from '../../domain/crm/picklist.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import { plusMinutes } from '../../domain/time/instants.ts';
import { change } from '../../ports/change.ts';
import type { Crm } from '../../ports/crm.ts';
import type { Store } from '../../ports/store.ts';
import { listAll } from '../list-all.ts';
import { ownersId } from './crm-people.ts';

type Ports = { store: Pick<Store, 'picklists' | 'users'> };

/** Owners that are kept: several of a CRM may have one address. */
const MOST = 2_000;

/**
 * Reads the owners of a CRM again, if what is known of them is some minutes old. Those alone are kept who are users here,
 * by their addresses: a CRM may have many thousands, more than an item holds.
 */
export async function refreshOwners(
  { store }: Ports,
  crm: Pick<Crm, 'users'>,
  { organisation, kind, now }: { organisation: string; kind: CrmKind; now: Instant },
): Promise<void> {
  const id = ownersId(kind);
  const known = await store.picklists.get(organisation, id);
  if (known !== undefined && now < plusMinutes(known.readAt, picklistMinutes)) return;
  const [owners, users] = await Promise.all([crm.users(), listAll(store.users, organisation)]);
  const here = new Set(users.map(({ email }) => email.toLowerCase()));
  const options = owners
    .filter(({ email }) => here.has(email.toLowerCase()))
    .slice(0, MOST)
    .map(({ id: value, email: label, active }) => ({ value, label, active }));
  await change(store.picklists, { organisation, id, known: { item: known } }, () => ({
    write: { organisation, id, kind, object: 'account' as const, field: 'owners', options, readAt: now },
  }));
}
