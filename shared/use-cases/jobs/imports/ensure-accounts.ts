import { cutText } from '../../../domain/kernel/cut-text.ts';
import type { Ids } from '../../../ports/ids.ts';
import type { Store } from '../../../ports/store.ts';

const longest = 40;

/** The id of the account that a company's name means: the name in plain letters, or a digest where it has none. */
export function accountIdOf(name: string, ids: Ids): string {
  const plain = name.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();
  const slug = plain
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replace(/^-+/, '')
    .slice(0, longest)
    .replace(/-$/, '');
  // A name in another script leaves little or nothing: two of them must not become one company.
  return slug === '' || /\p{L}/u.test(plain.replaceAll(/[a-z]/g, '')) ? ids.of(`account ${name}`) : slug;
}

/** Makes the accounts of these names that do not exist yet. */
export async function ensureAccounts(
  ports: { store: Pick<Store, 'accounts'>; ids: Ids },
  organisation: string,
  names: readonly string[],
): Promise<void> {
  const byId = new Map(names.map((name) => [accountIdOf(name, ports.ids), name]));
  if (byId.size === 0) return;
  for (const { id } of await ports.store.accounts.getMany(organisation, [...byId.keys()])) byId.delete(id);
  const missing = [...byId].map(([id, name]) => ({
    organisation,
    id,
    revision: 1,
    name: cutText(name, 200),
    fields: {},
  }));
  await Promise.all(missing.map((account) => ports.store.accounts.put(account, 'absent')));
}
