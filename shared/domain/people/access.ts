import type { Role, User } from './people.ts';

/** Who asks, as the token says. Everything is done within the organisation of the token. */
export type Caller = { organisation: string; userId: string; role: Role };

/** Whose leads, enrollments, tasks, templates and jobs a caller sees and touches. */
export type AccessScope = { kind: 'all' } | { kind: 'users'; ids: ReadonlySet<string> };

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
export function canAccess(access: AccessScope, userId: string): boolean {
  return access.kind === 'all' || access.ids.has(userId);
}
