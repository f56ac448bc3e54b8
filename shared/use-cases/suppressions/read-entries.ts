import {
  erasedForm,
  suppressionKey,
  suppressionReasons,
  type SuppressedAddress,
  type SuppressionReason,
} from '../../domain/people/suppression.ts';
import { erasureScope } from '../../domain/settings/settings.ts';
import type { Ids } from '../../ports/ids.ts';
import type { Store } from '../../ports/store.ts';

type Ports = { store: Pick<Store, 'suppressions' | 'settings'>; ids: Ids };

/** The id of the entry of an address and a reason. */
export function entryId(ids: Ids, organisation: string, address: string, reason: SuppressionReason): string {
  return ids.of(suppressionKey(organisation, address, reason));
}

/** What stands on the list for the address of somebody erased (F9): a hash with a salt of the organisation. */
export function erasedAddress(ids: Ids, salt: string, address: string): string {
  return erasedForm(ids.hash(`${salt} ${address}`));
}

/**
 * What the list says of these addresses, lifted entries too, read consistently; of those of erased people as if they
 * stood there as they are (F9). `also`: ids of further entries.
 */
export async function readEntries(
  ports: Ports,
  organisation: string,
  addresses: readonly string[],
  also: readonly string[] = [],
): Promise<SuppressedAddress[]> {
  const [entries, erased] = await Promise.all([
    readListed(ports, organisation, addresses, also),
    readErased(ports, organisation, addresses),
  ]);
  return [...entries, ...erased];
}

async function readListed(
  ports: Ports,
  organisation: string,
  addresses: readonly string[],
  also: readonly string[],
): Promise<SuppressedAddress[]> {
  const ids = [...addresses.flatMap((address) => idsOf(ports.ids, organisation, address)), ...also];
  return ids.length === 0 ? [] : ports.store.suppressions.getMany(organisation, ids);
}

/** Nothing is looked for where nobody was erased yet. */
async function readErased(
  ports: Ports,
  organisation: string,
  addresses: readonly string[],
): Promise<SuppressedAddress[]> {
  if (addresses.length === 0) return [];
  const { salt } = (await ports.store.settings.get(organisation, erasureScope)) ?? {};
  if (salt === undefined) return [];
  const known = new Map(addresses.map((address) => [erasedAddress(ports.ids, salt, address), address]));
  const entries = await readListed(ports, organisation, [...known.keys()], []);
  return entries.map((entry) => ({ ...entry, address: known.get(entry.address) ?? entry.address }));
}

function idsOf(ids: Ids, organisation: string, address: string): string[] {
  return suppressionReasons.map((reason) => entryId(ids, organisation, address, reason));
}
