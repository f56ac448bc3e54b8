import { senderOf } from '../../domain/core/delegate.ts';
import { stepIn, type StepFacts } from '../../domain/core/facts.ts';
import type { User } from '../../domain/people/people.ts';
import type { Addressee } from '../../domain/sequences/step.ts';
import type { EngineStore } from '../../ports/store.ts';
import { noAddressees, type Gathered } from '../core/work.ts';
import { listAll } from '../list-all.ts';

/** Most addresses that one mail goes to, as SES takes them. */
const MOST = 50;

/** Whom the present step of an enrollment goes to, where it is a mail to users (E1): those of them who are active. */
export async function loadAddressees(
  store: Pick<EngineStore, 'users'>,
  { enrollment: { organisation, state }, version, sender }: Gathered,
): Promise<StepFacts['addressees']> {
  const step = 'step' in state ? stepIn(version, state.step) : undefined;
  if (step?.type !== 'user-mail') return noAddressees;
  const users = await usersOf(store, organisation, step.to ?? { kind: 'owner' }, senderOf({}, sender).user);
  const addresses = users.filter(({ active }) => active).map(({ email }) => email);
  const known = [...new Set(addresses)].slice(0, MOST);
  return ({ id }) => (id === step.id ? known : noAddressees());
}

async function usersOf(
  store: Pick<EngineStore, 'users'>,
  organisation: string,
  to: Addressee,
  owner: User,
): Promise<User[]> {
  switch (to.kind) {
    case 'owner':
      return [owner];
    case 'user': {
      const user = await store.users.get(organisation, to.userId);
      return user === undefined ? [] : [user];
    }
    case 'managers': {
      const users = await listAll(store.users, organisation);
      const isOfOwner = ({ groupIds }: User) => groupIds.some((id) => owner.groupIds.includes(id));
      return users.filter((user) => user.role === 'manager' && isOfOwner(user));
    }
  }
}
