import type { Expected } from '../../domain/kernel/expected.ts';
import type { Refusal } from '../../domain/kernel/refusal.ts';
import type { Group } from '../../domain/people/people.ts';
import type { Store } from '../../ports/store.ts';
import { saveItem, type Saved } from '../save-item.ts';

/** Makes or replaces a group. */
export async function putGroup(
  ports: { store: Pick<Store, 'groups'> },
  request: { group: Omit<Group, 'revision'>; expected: Expected },
): Promise<Saved<Group> | Refusal> {
  const { group, expected } = request;
  const existing = await ports.store.groups.get(group.organisation, group.id);
  return saveItem(ports.store.groups, existing, group, expected);
}
