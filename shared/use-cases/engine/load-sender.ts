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
  const [ofOrganisation, ofUser, groups, ofGroups] = await Promise.all([
    store.settings.get(organisation, 'organisation'),
    store.settings.get(organisation, `user.${userId}`),
    store.groups.getMany(organisation, user.groupIds),
    Promise.all(user.groupIds.map((id) => store.settings.get(organisation, `group.${id}`))),
  ]);
  const settings = resolveSettings({
    organisation: ofOrganisation,
    user: ofUser,
    groups: groups.flatMap((group) => {
      const own = ofGroups.find((level) => level?.scope === `group.${group.id}`);
      return own === undefined ? [] : [{ group, settings: own }];
    }),
  });
  return { user, settings };
}
