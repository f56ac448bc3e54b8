import type { Sender } from '../../domain/enrollment/planning.ts';
import { resolveSettings } from '../../domain/settings/resolve.ts';
import type { Store } from '../../ports/store.ts';

/** A user with the settings that apply to that user now; undefined when there is no such user. */
export async function loadSender(
  store: Pick<Store, 'users' | 'groups' | 'settings'>,
  organisation: string,
  userId: string,
): Promise<Sender | undefined> {
  const user = await store.users.get(organisation, userId);
  if (user === undefined) return undefined;
  const scopes = ['organisation', ...user.groupIds.map((id) => `group.${id}`), `user.${userId}`];
  const [levels, groups] = await Promise.all([
    store.settings.getMany(organisation, scopes),
    user.groupIds.length === 0 ? [] : store.groups.getMany(organisation, user.groupIds),
  ]);
  const at = (scope: string) => levels.find((level) => level.scope === scope);
  const settings = resolveSettings({
    organisation: at('organisation'),
    user: at(`user.${userId}`),
    groups: groups.flatMap((group) => {
      const own = at(`group.${group.id}`);
      return own === undefined ? [] : [{ group, settings: own }];
    }),
  });
  return { user, settings };
}
