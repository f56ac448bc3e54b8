import { reachOf, type Caller, type Reach } from '../../domain/people/authority.ts';
import type { Store } from '../../ports/store.ts';
import { listAll } from '../list-all.ts';

/** Whom the caller reaches. Only managers cost a read: that of all users. */
export async function loadReach(store: Pick<Store, 'users'>, caller: Caller): Promise<Reach> {
  const users = caller.role === 'manager' ? await listAll(store.users, caller.organisation) : [];
  return reachOf(caller, users);
}
