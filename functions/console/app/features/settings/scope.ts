import { useIs, useMe } from '../../shell/me.tsx';
import { useUsers } from '../users/use-users.ts';
import type { SettingName } from './values.ts';

export type Level = 'organisation' | 'group' | 'user';

/** `organisation`, `group.<id>` or `user.<id>` as its parts. */
export function scopeParts(scope: string): { level: Level; id: string } {
  const [level, id = ''] = scope.split('.');
  return { level: level === 'group' || level === 'user' ? level : 'organisation', id };
}

const ofUsers: readonly SettingName[] = ['absences', 'replyForwarding'];

/**
 * Whether the person decides a setting of a scope; the API has the last word. Admins decide everything; managers the
 * unsubscribe rules of their groups and of users in them, and what those users decide; users their own absences and
 * whether replies are forwarded to them.
 */
export function useMayDecide(scope: string): (name: SettingName) => boolean {
  const isAdmin = useIs('admin');
  const isManager = useIs('manager');
  const me = useMe();
  const { users } = useUsers();
  const { level, id } = scopeParts(scope);
  const own = me.user?.groupIds ?? [];
  const isLed =
    isManager &&
    (level === 'group'
      ? own.includes(id)
      : level === 'user' &&
        users.some((user) => user.id === id && user.groupIds.some((group) => own.includes(group))));
  const isSelf = scope === `user.${me.userId}`;
  return (name) =>
    isAdmin || ((isSelf || isLed) && ofUsers.includes(name)) || (isLed && name === 'unsubscribeRules');
}
