import type { Expected } from '../../domain/kernel/expected.ts';
import type { Refusal } from '../../domain/kernel/refusal.ts';
import { overgrown } from '../../domain/people/own-fields.ts';
import type { Account } from '../../domain/people/people.ts';
import type { Caller } from '../../domain/people/access.ts';
import type { Store } from '../../ports/store.ts';
import { saveItem, type Saved } from '../save-item.ts';
import { canChangeAccount } from './can-change-account.ts';

/**
 * Makes or replaces an account. Everybody makes one; replacing it takes a manager, an admin, or a lead of one's own in
 * it, since its name and fields stand in the mails of all who write to its leads (F11).
 */
export async function putAccount(
  ports: { store: Pick<Store, 'accounts' | 'leads'> },
  request: { caller: Caller; account: Omit<Account, 'revision'>; expected: Expected },
): Promise<Saved<Account> | Refusal> {
  const { caller, account, expected } = request;
  const existing = await ports.store.accounts.get(account.organisation, account.id);
  if (existing && !(await canChangeAccount(ports.store, caller, account.id))) {
    return { kind: 'forbidden', detail: 'You have no lead in this account: ask a manager or an admin.' };
  }
  const tooMuch = overgrown(account, existing, 'account');
  if (tooMuch !== undefined) return { kind: 'invalid', problems: [{ path: ['fields'], message: tooMuch }] };
  return saveItem(ports.store.accounts, existing, account, expected);
}
