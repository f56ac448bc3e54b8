import type { UserId } from '../../domain/kernel/ids.ts';
import type { CrmKind } from '../../domain/connections/connectors.ts';
import type { Picklist } from '../../domain/crm/picklist.ts';
import type { User } from '../../domain/people/people.ts';
import type { Store } from '../../ports/store.ts';
import { listAll } from '../list-all.ts';

type Ports = { store: Pick<Store, 'picklists' | 'users'> };

/** Under which name the owners of a CRM are kept among the lists of values: id and address of each. */
export const ownersId = (kind: CrmKind): string => `${kind}.users.owners`;

/** Who in the CRM is which user here, both ways: told by their addresses (B6). */
export type CrmPeople = {
  userOf: (ownerId: string | undefined) => User | undefined;
  ownerOf: (userId: UserId) => string | undefined;
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
