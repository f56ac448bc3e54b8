import type { Expected } from '../../domain/kernel/expected.ts';
import type { Problem } from '../../domain/kernel/problem.ts';
import type { Refusal } from '../../domain/kernel/refusal.ts';
import { lowerRole, type Caller } from '../../domain/people/access.ts';
import type { User } from '../../domain/people/people.ts';
import type { Store } from '../../ports/store.ts';
import { saveItem, type Saved } from '../save-item.ts';

export type UserInput = Omit<User, 'organisation' | 'revision'>;

/**
 * Makes or replaces a user. Groups must exist; only a super admin makes, changes or unmakes super admins. Nobody takes
 * away the own access, since the record counts at once (F11) and nobody else may be left to give it back.
 */
export async function putUser(
  ports: { store: Pick<Store, 'users' | 'groups'> },
  request: { caller: Caller; user: UserInput; expected: Expected },
): Promise<Saved<User> | Refusal> {
  const { caller, user, expected } = request;
  const { organisation } = caller;
  const [existing, groups] = await Promise.all([
    ports.store.users.get(organisation, user.id),
    ports.store.groups.getMany(organisation, user.groupIds),
  ]);

  if ((existing?.role === 'super_admin' || user.role === 'super_admin') && caller.role !== 'super_admin') {
    return { kind: 'forbidden', detail: 'Only a super admin makes, changes or unmakes super admins.' };
  }
  const losesAccess = !user.active || lowerRole(caller.role, user.role) !== caller.role;
  if (user.id === caller.userId && losesAccess) {
    return {
      kind: 'forbidden',
      detail: `Nobody switches oneself off or lowers the own role, which is ${caller.role}: ask another admin.`,
    };
  }
  const problems = unknownGroups(user.groupIds, new Set(groups.map(({ id }) => id)));
  if (problems.length > 0) return { kind: 'invalid', problems };

  return saveItem(ports.store.users, existing, { ...user, organisation }, expected);
}

function unknownGroups(input: readonly string[], known: ReadonlySet<string>): Problem[] {
  return input.flatMap((id, index) =>
    known.has(id)
      ? []
      : [{ path: ['groupIds', String(index)], message: `There is no group “${id}”: make it first.` }],
  );
}
