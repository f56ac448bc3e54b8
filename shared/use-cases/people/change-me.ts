import type { Expected } from '../../domain/kernel/expected.ts';
import type { Refusal } from '../../domain/kernel/refusal.ts';
import type { Caller } from '../../domain/people/access.ts';
import type { User } from '../../domain/people/people.ts';
import type { Store } from '../../ports/store.ts';
import { saveItem, type Saved } from '../save-item.ts';

/** What users change of their own record: what is undefined stays, null takes a value away. */
export type MeChanges = {
  phone?: string | null | undefined;
  zone?: User['zone'] | undefined;
  signature?: string | null | undefined;
  language?: User['language'] | null;
};

/** Changes what is the caller's own in the own record (F11); nothing of it gives access. */
export async function changeMe(
  ports: { store: Pick<Store, 'users'> },
  { caller, changes, expected }: { caller: Caller; changes: MeChanges; expected: Expected },
): Promise<Saved<User> | Refusal> {
  const { organisation, userId } = caller;
  const existing = await ports.store.users.get(organisation, userId);
  if (existing === undefined) return { kind: 'not-found', what: 'user', id: userId };
  const { phone = existing.phone, signature = existing.signature, language = existing.language } = changes;
  const { phone: _phone, signature: _signature, language: _language, ...rest } = existing;
  const next = {
    ...rest,
    zone: changes.zone ?? existing.zone,
    ...(isGiven(phone) && { phone }),
    ...(isGiven(signature) && { signature }),
    ...(isGiven(language) && { language }),
  };
  return saveItem(ports.store.users, existing, next, expected);
}

const isGiven = <Value>(value: Value | null | undefined): value is Value =>
  value !== null && value !== undefined;
