import type { UserId } from '../kernel/ids.ts';
import type { Refusal } from '../kernel/refusal.ts';
import { roles, type Role, type User } from './people.ts';

/** Who asks, as the token says. Everything is done within the organisation of the token. */
export type Caller = { organisation: string; userId: UserId; role: Role };

/** Whose leads, enrollments, tasks, templates and jobs a caller sees and touches. */
export type AccessScope = { kind: 'all' } | { kind: 'users'; ids: ReadonlySet<string> };

/** The one of two roles that may do less. */
export function lowerRole(one: Role, other: Role): Role {
  return roles.indexOf(one) < roles.indexOf(other) ? other : one;
}

/**
 * Who asks, by token and by record (F11): a user who is switched off is refused whatever the token says, and the lower of
 * the two roles counts. Without record the token alone counts: so the first admin of a deployment makes the users, and a
 * program needs none. No record is ever deleted, so nobody loses one.
 */
export function admit(
  byToken: Caller,
  record: Pick<User, 'active' | 'role'> | undefined,
): { kind: 'admitted'; caller: Caller } | Refusal {
  if (record === undefined) return { kind: 'admitted', caller: byToken };
  if (!record.active) {
    return { kind: 'forbidden', detail: 'This user is switched off: an admin can switch it on again.' };
  }
  return { kind: 'admitted', caller: { ...byToken, role: lowerRole(byToken.role, record.role) } };
}

/** True of admins and super admins. */
export function isAdmin(caller: Caller): boolean {
  return caller.role === 'admin' || caller.role === 'super_admin';
}

/** A user has access to oneself, a manager the users of the same groups too, admins everybody. `users`: all there are. */
export function accessScopeOf(caller: Caller, users: readonly User[]): AccessScope {
  if (isAdmin(caller)) return { kind: 'all' };
  const own = new Set([caller.userId]);
  if (caller.role === 'user') return { kind: 'users', ids: own };
  const groups = new Set(users.find(({ id }) => id === caller.userId)?.groupIds);
  const led = users.filter(({ groupIds }) => groupIds.some((id) => groups.has(id))).map(({ id }) => id);
  return { kind: 'users', ids: new Set([...own, ...led]) };
}

/** True if what belongs to the user is among it. */
export function canAccess(access: AccessScope, userId: UserId): boolean {
  return access.kind === 'all' || access.ids.has(userId);
}
