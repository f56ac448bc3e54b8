import type { CrmKind } from '../../domain/connections/connectors.ts';
import type { Picklist } from '../../domain/crm/picklist.ts';
import type { Store } from '../../ports/store.ts';

type Ports = { store: Pick<Store, 'picklists' | 'users'> };

/** The id of the list of those who may own records of a CRM: as values their ids, as labels their addresses. */
export function ownersListId(kind: CrmKind): string {
  return `${kind}.users.owners`;
}

/** Ids in the CRM by address, in small letters. */
export function ownersByAddress(list: Pick<Picklist, 'options'> | undefined): Map<string, string> {
  const active = list?.options.filter((option) => option.active) ?? [];
  return new Map(active.map(({ value, label }) => [label.toLowerCase(), value]));
}

/** What users are called in the CRM, by their ids here: told by their addresses. Those whom it does not know are left out. */
export async function crmOwnerIds(
  { store }: Ports,
  { organisation, kind, userIds }: { organisation: string; kind: CrmKind; userIds: readonly string[] },
): Promise<ReadonlyMap<string, string>> {
  const wanted = [...new Set(userIds)];
  if (wanted.length === 0) return new Map();
  const list = await store.picklists.get(organisation, ownersListId(kind));
  const owners = ownersByAddress(list);
  if (owners.size === 0) return new Map();
  const users = await store.users.getMany(organisation, wanted);
  return new Map(
    users.flatMap(({ id, email }) => {
      const there = owners.get(email.toLowerCase());
      return there === undefined ? [] : [[id, there] as const];
    }),
  );
}
