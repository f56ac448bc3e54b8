import type { Caller } from '../../domain/people/access.ts';
import type { Store } from '../../ports/store.ts';
import { walk } from '../../ports/walk.ts';

type Leads = Pick<Store, 'leads'>;

/**
 * Whether the caller may change what is of an account: managers and admins may, others with a lead of their own in it
 * (F11). Of the caller's leads it reads as many as it takes to find one.
 */
export function canChangeAccount(store: Leads, caller: Caller, accountId: string): Promise<boolean> {
  return changeableAccounts(store, caller)(accountId);
}

/** The same for several accounts, one after the other or at once: the caller's leads are read once for all of them. */
export function changeableAccounts(
  store: Leads,
  { organisation, userId, role }: Caller,
): (accountId: string) => Promise<boolean> {
  const query = { index: 'byOwner', of: userId } as const;
  const leads = walk((page) => store.leads.list(organisation, { ...page, query }));
  const seen = new Set<string | undefined>();
  return async (accountId) => {
    if (role !== 'user') return true;
    while (!seen.has(accountId)) {
      const next = await leads.next();
      // Whoever asks at the same time may have been given what is asked for here.
      if (next.done === true) return seen.has(accountId);
      seen.add(next.value.accountId);
    }
    return true;
  };
}
