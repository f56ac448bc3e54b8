import type { UserId } from '#shared/domain/kernel/ids.ts';
import type { User } from '#shared/domain/people/people.ts';
import type { Store } from '#shared/ports/store.ts';
import { memoized } from './memoized.ts';

/** How long a record of a caller is believed: switching a user off takes effect within this time everywhere (F11). */
const BELIEVED_MS = 5_000;
/** Records kept in memory. */
const RECORDS_KEPT = 500;

type Remembered = {
  users: Store['users'];
  recordOfCaller: (organisation: string, userId: UserId) => Promise<User | undefined>;
};

/**
 * Records of callers, read at most once in five seconds each; what is written through `users` counts at once. That there
 * is no record is not kept. `elapsed` is a clock that nobody sets, in milliseconds: a record must not be believed for
 * longer because a day is played in a moment.
 */
export function rememberedUsers(users: Store['users'], elapsed: () => number): Remembered {
  // What one process has learnt ends with it.
  const records = memoized(() => new Map<string, { user: User; readAt: number }>());
  const keyOf = (organisation: string, id: string): string => `${organisation}#${id}`;
  return {
    users: {
      ...users,
      async put(user, expected) {
        const outcome = await users.put(user, expected);
        records().delete(keyOf(user.organisation, user.id));
        return outcome;
      },
    },
    async recordOfCaller(organisation, userId) {
      const key = keyOf(organisation, userId);
      const kept = records();
      const known = kept.get(key);
      const readAt = elapsed();
      if (known !== undefined && readAt - known.readAt < BELIEVED_MS) return known.user;
      const user = await users.get(organisation, userId);
      if (kept.size >= RECORDS_KEPT) kept.clear();
      if (user !== undefined) kept.set(key, { user, readAt });
      return user;
    },
  };
}
