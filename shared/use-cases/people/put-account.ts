import type { Expected } from '../../domain/kernel/expected.ts';
import type { Refusal } from '../../domain/kernel/refusal.ts';
import type { Account } from '../../domain/people/people.ts';
import type { Store } from '../../ports/store.ts';
import { saveItem, type Saved } from '../save-item.ts';

/** Makes or replaces an account. */
export async function putAccount(
  ports: { store: Pick<Store, 'accounts'> },
  request: { account: Omit<Account, 'revision'>; expected: Expected },
): Promise<Saved<Account> | Refusal> {
  const { account, expected } = request;
  const existing = await ports.store.accounts.get(account.organisation, account.id);
  return saveItem(ports.store.accounts, existing, account, expected);
}
