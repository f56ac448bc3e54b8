import type { UserId } from '../domain/kernel/ids.ts';

/** Whom a record of the organisation means, as the pool knows people. */
export type PoolUser = { organisation: string; userId: UserId; email: string };

/** Where users sign in. */
export type UserPool = {
  /**
   * `closed`: ends every session of the user, who cannot sign in any more; `open`: the user can sign in again. For who is
   * not in the pool there is nothing to do.
   */
  setAccess(who: PoolUser, access: 'open' | 'closed'): Promise<void>;
};
