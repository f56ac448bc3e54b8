import type { UserId } from '../../domain/kernel/ids.ts';
import type { Problem } from '../../domain/kernel/problem.ts';
import type { Lead } from '../../domain/people/people.ts';
import type { Store } from '../../ports/store.ts';

/** Another lead with this address: one whose address was changed, so that its id is made from another. */
export async function findTwin(
  store: Pick<Store, 'leads'>,
  organisation: string,
  email: string | null | undefined,
  id: string,
): Promise<Lead | undefined> {
  if (email == null) return undefined;
  const { items } = await store.leads.list(organisation, {
    limit: 2,
    query: { index: 'byEmail', of: email },
  });
  return items.find((lead) => lead.id !== id);
}

/** The owner and the account that a lead names must exist. */
export async function leadReferenceProblems(
  store: Pick<Store, 'users' | 'accounts'>,
  organisation: string,
  values: { ownerId?: UserId | undefined; accountId?: string | null | undefined },
): Promise<Problem[]> {
  const { ownerId, accountId } = values;
  const [owner, account] = await Promise.all([
    ownerId === undefined ? undefined : store.users.get(organisation, ownerId),
    accountId == null ? undefined : store.accounts.get(organisation, accountId),
  ]);
  return [
    ...(ownerId !== undefined && owner === undefined
      ? [{ path: ['ownerId'], message: `There is no user “${ownerId}”: name one who exists.` }]
      : []),
    ...(accountId != null && account === undefined
      ? [{ path: ['accountId'], message: `There is no account “${accountId}”: make it first.` }]
      : []),
  ];
}
