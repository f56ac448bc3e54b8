import { refusalOfExpected, type Expected } from '../../domain/kernel/expected.ts';
import type { Refusal } from '../../domain/kernel/refusal.ts';
import type { Store } from '../../ports/store.ts';
import { listAll } from '../list-all.ts';

/** Deletes a group and its settings; refused while a user is in it. */
export async function deleteGroup(
  ports: { store: Pick<Store, 'groups' | 'users' | 'settings'> },
  request: { organisation: string; id: string; expected: Expected },
): Promise<{ kind: 'deleted' } | Refusal> {
  const { organisation, id, expected } = request;
  const [group, users] = await Promise.all([
    ports.store.groups.get(organisation, id),
    listAll(ports.store.users, organisation),
  ]);

  if (group === undefined) return { kind: 'not-found', what: 'group', id };
  const refused = refusalOfExpected(expected, group.revision);
  if (refused) return refused;
  const members = users.filter(({ groupIds }) => groupIds.includes(id));
  if (members.length > 0) {
    const some = members.slice(0, 5).map((user) => user.id);
    return {
      kind: 'conflict',
      detail: `${members.length} users are in the group (${some.join(', ')}…): take them out first.`,
    };
  }

  await ports.store.settings.remove(organisation, `group.${id}`);
  await ports.store.groups.remove(organisation, id);
  return { kind: 'deleted' };
}
