import type { UserId } from '../../domain/kernel/ids.ts';
import type { Sender } from '../../domain/core/planning.ts';
import { resolveSettings } from '../../domain/settings/resolve.ts';
import type { Store } from '../../ports/store.ts';

type People = Pick<Store, 'users' | 'groups' | 'settings'>;

/**
 * A user with the settings that apply to that user now, and the active users who stand in during absences (F7);
 * undefined when there is no such user.
 */
export async function loadSender(
  store: People,
  organisation: string,
  userId: UserId,
): Promise<Sender | undefined> {
  const own = await loadAlone(store, organisation, userId);
  const named = own?.settings.absences.value.flatMap(({ standIn }) => (standIn === null ? [] : [standIn]));
  if (own === undefined || named === undefined || named.length === 0) return own;
  const loaded = await Promise.all([...new Set(named)].map((id) => loadAlone(store, organisation, id)));
  const delegates = loaded.flatMap((each) => (each?.user.active === true ? [each] : []));
  return { ...own, delegates };
}

async function loadAlone(store: People, organisation: string, userId: UserId): Promise<Sender | undefined> {
  const user = await store.users.get(organisation, userId);
  if (user === undefined) return undefined;
  const scopes = ['organisation', ...user.groupIds.map((id) => `group.${id}`), `user.${userId}`];
  const levels = await store.settings.getMany(organisation, scopes);
  const at = (scope: string) => levels.find((level) => level.scope === scope);
  const ofGroups = user.groupIds.flatMap((id) => {
    const own = at(`group.${id}`);
    return own === undefined ? [] : [{ id, settings: own }];
  });
  // Priorities matter only where two groups decide.
  const groups =
    ofGroups.length < 2
      ? []
      : await store.groups.getMany(
          organisation,
          ofGroups.map(({ id }) => id),
        );
  const settings = resolveSettings({
    organisation: at('organisation'),
    user: at(`user.${userId}`),
    groups: ofGroups.map(({ id, settings: own }) => ({
      group: groups.find((group) => group.id === id) ?? { id, priority: 0 },
      settings: own,
    })),
  });
  return { user, settings };
}
