import type { User } from '../../domain/people/people.ts';
import type { ScoreReason } from '../../domain/scoring/reasons.ts';
import { defaultSettings } from '../../domain/settings/settings.ts';
import { resolveSettings } from '../../domain/settings/resolve.ts';
import type { Effective } from '../../domain/settings/settings.ts';
import type { Store } from '../../ports/store.ts';
import { listAll } from '../list-all.ts';

/** How an organisation scores leads, whoever they belong to. */
export type OrganisationScoring = {
  /** Whether points are given for it at any level at all; most activities end here, unread any further. */
  rewards: (reason: ScoreReason) => boolean;
  /** How the leads of these users are scored, by the ids of the users; absent: as the organisation decides. */
  ofOwners: (userIds: Iterable<string>) => Promise<Map<string, Effective<'scoring'>>>;
  /** As the organisation decides, for owners without an exception. */
  ofAll: Effective<'scoring'>;
};

/** Reads how an organisation scores leads (A12): all its settings at once, for as many leads as wanted. */
export async function loadScoring(
  store: Pick<Store, 'settings' | 'users' | 'groups'>,
  organisation: string,
): Promise<OrganisationScoring> {
  const deciding = (await listAll(store.settings, organisation)).filter(
    ({ values }) => values.scoring !== undefined,
  );
  const at = (scope: string) => deciding.find((level) => level.scope === scope);
  const ofUser = (user: Pick<User, 'id' | 'groupIds'> | undefined, priorities: Map<string, number>) =>
    resolveSettings({
      organisation: at('organisation'),
      user: user && at(`user.${user.id}`),
      groups: (user?.groupIds ?? []).flatMap((id) => {
        const settings = at(`group.${id}`);
        return settings === undefined ? [] : [{ group: { id, priority: priorities.get(id) ?? 0 }, settings }];
      }),
    }).scoring;
  const tables = [
    at('organisation')?.values.scoring ?? defaultSettings.scoring,
    ...deciding.flatMap(({ values }) => values.scoring ?? []),
  ];

  return {
    rewards: (reason) => tables.some(({ points }) => (points[reason] ?? 0) !== 0),
    ofAll: ofUser(undefined, new Map()),
    async ofOwners(userIds) {
      if (deciding.every(({ scope }) => scope === 'organisation')) return new Map();
      const users = await store.users.getMany(organisation, [...new Set(userIds)]);
      const decided = users.map(({ groupIds }) => groupIds.filter((id) => at(`group.${id}`) !== undefined));
      // Priorities matter only where two groups decide.
      const groupIds = decided.some((ids) => ids.length > 1) ? [...new Set(decided.flat())] : [];
      const groups = groupIds.length === 0 ? [] : await store.groups.getMany(organisation, groupIds);
      const priorities = new Map(groups.map(({ id, priority }) => [id, priority]));
      return new Map(users.map((user) => [user.id, ofUser(user, priorities)]));
    },
  };
}
