import type { Expected } from '../../domain/kernel/expected.ts';
import type { Problem } from '../../domain/kernel/problem.ts';
import type { Refusal } from '../../domain/kernel/refusal.ts';
import { lowerRole, type Caller } from '../../domain/people/access.ts';
import type { User } from '../../domain/people/people.ts';
import type { UserPool } from '../../ports/user-pool.ts';
import type { Store } from '../../ports/store.ts';
import { saveItem, type Saved } from '../save-item.ts';

export type UserInput = Omit<User, 'organisation' | 'revision'>;

/**
 * Makes or replaces a user. Groups must exist; only a super admin makes, changes or unmakes super admins. Nobody takes
 * away the own access, since the record counts at once (F11) and nobody else may be left to give it back. The user pool
 * follows: who is switched off is signed out.
 */
export async function putUser(
  ports: { store: Pick<Store, 'users' | 'groups'>; userPool: UserPool },
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

  const saved = await saveItem(ports.store.users, existing, { ...user, organisation }, expected);
  if (saved.kind === 'saved') await followInPool(ports.userPool, existing, saved.item);
  return saved;
}

/** Who is switched off is signed out too; writing it again does so again, in case it failed. */
async function followInPool(pool: UserPool, before: User | undefined, user: User): Promise<void> {
  const { organisation, id: userId } = user;
  if (user.active && before?.active !== false) return;
  const addresses = new Set([before?.email ?? user.email, user.email]);
  for (const email of addresses)
    await pool.setAccess({ organisation, userId, email }, user.active ? 'open' : 'closed');
}

function unknownGroups(input: readonly string[], known: ReadonlySet<string>): Problem[] {
  return input.flatMap((id, index) =>
    known.has(id)
      ? []
      : [{ path: ['groupIds', String(index)], message: `There is no group “${id}”: make it first.` }],
  );
}
