import type { CrmKind } from '../../domain/connections/connectors.ts';
import type { Picklist } from '../../domain/crm/picklist.ts';
import { picklistMinutes } from '../../domain/crm/picklist.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import type { User } from '../../domain/people/people.ts';
import { plusMinutes } from '../../domain/time/instants.ts';
import { change } from '../../ports/change.ts';
import type { Crm } from '../../ports/crm.ts';
import type { Store } from '../../ports/store.ts';
import { listAll } from '../list-all.ts';

type Ports = { store: Pick<Store, 'picklists' | 'users'> };

/** Owners that are kept: several of a CRM may have one address. */
const MOST = 2_000;

/** Under which name the owners of a CRM are kept among the lists of values: id and address of each. */
export const ownersId = (kind: CrmKind): string => `${kind}.users.owners`;

/** Who in the CRM is which user here, both ways: told by their addresses (B6). */
export type CrmPeople = {
  userOf: (ownerId: string | undefined) => User | undefined;
  ownerOf: (userId: string) => string | undefined;
};

/** The owners of a CRM as they were last read, beside the users here. */
export async function loadCrmPeople(
  { store }: Ports,
  organisation: string,
  kind: CrmKind,
): Promise<CrmPeople> {
  const [owners, users] = await Promise.all([
    store.picklists.get(organisation, ownersId(kind)),
    listAll(store.users, organisation),
  ]);
  return peopleOf(owners?.options ?? [], users);
}

function peopleOf(owners: Picklist['options'], users: readonly User[]): CrmPeople {
  const byAddress = new Map(users.map((user) => [user.email.toLowerCase(), user]));
  const addressOf = new Map(owners.map(({ value, label }) => [value, label.toLowerCase()]));
  const ownerOf = new Map(
    owners.filter(({ active }) => active).map(({ value, label }) => [label.toLowerCase(), value]),
  );
  return {
    userOf: (ownerId) => {
      const user = ownerId === undefined ? undefined : byAddress.get(addressOf.get(ownerId) ?? '');
      return user?.active === true ? user : undefined;
    },
    ownerOf: (userId) => {
      const user = users.find(({ id }) => id === userId);
      return user && ownerOf.get(user.email.toLowerCase());
    },
  };
}

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
