import {
  suppressionKey,
  suppressionReasons,
  type SuppressedAddress,
  type SuppressionReason,
} from '../../domain/people/suppression.ts';
import type { Ids } from '../../ports/ids.ts';
import type { Store } from '../../ports/store.ts';

/** The id of the entry of an address and a reason. */
export function entryId(ids: Ids, organisation: string, address: string, reason: SuppressionReason): string {
  return ids.of(suppressionKey(organisation, address, reason));
}

/** What the list says of these addresses, lifted entries too, read consistently. `also`: ids of further entries. */
export async function readEntries(
  ports: { store: Pick<Store, 'suppressions'>; ids: Ids },
  organisation: string,
  addresses: readonly string[],
  also: readonly string[] = [],
): Promise<SuppressedAddress[]> {
  const input = addresses.flatMap((address) =>
    suppressionReasons.map((reason) => entryId(ports.ids, organisation, address, reason)),
  );
  const ids = [...input, ...also];
  return ids.length === 0 ? [] : ports.store.suppressions.getMany(organisation, ids);
}
