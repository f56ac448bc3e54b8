import type { SettingName } from '../settings/settings.ts';
import type { Role, User } from './people.ts';

/** Who asks, as the token says. Everything is done within the organisation of the token. */
export type Caller = { organisation: string; userId: string; role: Role };

/** Whose leads, enrollments, tasks, templates and jobs a caller sees and touches. */
export type Reach = { kind: 'all' } | { kind: 'users'; ids: ReadonlySet<string> };

/** True of admins and super admins. */
export function isAdmin(caller: Caller): boolean {
  return caller.role === 'admin' || caller.role === 'super_admin';
}

/** A user reaches oneself, a manager the users of the same groups too, admins everybody. `users`: all there are. */
export function reachOf(caller: Caller, users: readonly User[]): Reach {
  if (isAdmin(caller)) return { kind: 'all' };
  const own = new Set([caller.userId]);
  if (caller.role === 'user') return { kind: 'users', ids: own };
  const groups = new Set(users.find(({ id }) => id === caller.userId)?.groupIds);
  const led = users.filter(({ groupIds }) => groupIds.some((id) => groups.has(id))).map(({ id }) => id);
  return { kind: 'users', ids: new Set([...own, ...led]) };
}

/** True if what belongs to the user is within reach. */
export function reaches(reach: Reach, userId: string): boolean {
  return reach.kind === 'all' || reach.ids.has(userId);
}

/** Settings that managers decide for the groups and users that they lead (A6). */
const settingsOfManagers: readonly SettingName[] = ['unsubscribeRules'];

/** Settings that a user decides alone. */
const settingsOfUsers: readonly SettingName[] = ['absences'];

/**
 * Undefined if the caller may decide these settings of a scope, else why not: admins everything, managers the
 * unsubscribe rules of their own groups and of users in them and those users' absences, users their own absences (F7).
 * `groupIds`: groups of the caller.
 */
export function refusalOfSettings(
  caller: Caller,
  scope: string,
  names: readonly SettingName[],
  known: { groupIds: readonly string[]; reach: Reach },
): string | undefined {
  if (isAdmin(caller)) return undefined;
  if (scope === `user.${caller.userId}` && names.every((name) => settingsOfUsers.includes(name))) {
    return undefined;
  }
  if (caller.role !== 'manager')
    return 'Users decide their own absences; the rest is for admins and managers.';
  const beyond = names.filter((name) => ![...settingsOfManagers, ...settingsOfUsers].includes(name));
  if (beyond.length > 0) return `Only an admin decides ${beyond.join(', ')}.`;
  const [level, id = ''] = scope.split('.');
  const led = level === 'group' ? known.groupIds.includes(id) : level === 'user' && reaches(known.reach, id);
  return led ? undefined : 'A manager decides for the own groups, and for users in them.';
}
