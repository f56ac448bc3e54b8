import { isAdmin, canAccess, type Caller, type AccessScope } from './access.ts';
import type { SettingName } from '../settings/settings.ts';

/** Settings that managers decide for the groups and users that they lead (A6). */
const settingsOfManagers: readonly SettingName[] = ['unsubscribeRules'];

/** Settings that a user decides alone (F7, D5). */
const settingsOfUsers: readonly SettingName[] = ['absences', 'replyForwarding'];

/**
 * Undefined if the caller may decide these settings of a scope, else why not: admins everything, managers the
 * unsubscribe rules of their own groups and of users in them, and what those users decide themselves: absences (F7) and
 * whether replies are forwarded (D5).
 * `groupIds`: groups of the caller.
 */
export function refusalOfSettings(
  caller: Caller,
  scope: string,
  names: readonly SettingName[],
  known: { groupIds: readonly string[]; access: AccessScope },
): string | undefined {
  if (isAdmin(caller)) return undefined;
  if (scope === `user.${caller.userId}` && names.every((name) => settingsOfUsers.includes(name))) {
    return undefined;
  }
  if (caller.role !== 'manager')
    return 'Users decide their own absences and whether replies are forwarded to them; the rest is for admins and managers.';
  const beyond = names.filter((name) => ![...settingsOfManagers, ...settingsOfUsers].includes(name));
  if (beyond.length > 0) return `Only an admin decides ${beyond.join(', ')}.`;
  const [level, id = ''] = scope.split('.');
  const led =
    level === 'group' ? known.groupIds.includes(id) : level === 'user' && canAccess(known.access, id);
  return led ? undefined : 'A manager decides for the own groups, and for users in them.';
}
