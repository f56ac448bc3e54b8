import { accessScopeOf, type Caller, type AccessScope } from '../../domain/people/access.ts';
import type { Store } from '../../ports/store.ts';
import { listAll } from '../list-all.ts';

/** Whom the caller can access. Only managers cost a read: that of all users. */
export async function loadAccessScope(store: Pick<Store, 'users'>, caller: Caller): Promise<AccessScope> {
  const users = caller.role === 'manager' ? await listAll(store.users, caller.organisation) : [];
  return accessScopeOf(caller, users);
}
