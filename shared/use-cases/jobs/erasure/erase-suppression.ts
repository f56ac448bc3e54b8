import type { ErasedPeople } from '../../../domain/erasure/erased-person.ts';
import { isInForce, type SuppressedAddress } from '../../../domain/people/suppression.ts';
import { erasureScope } from '../../../domain/settings/settings.ts';
import { change } from '../../../ports/change.ts';
import { entryId, erasedAddress } from '../../suppressions/read-entries.ts';
import type { Erasure, ErasureOfOne } from './erasure.ts';

/** Whether an entry of the list is of one of the people: by its address, or since it came from the lead. */
export function isSuppressionOf(
  people: ErasedPeople,
  entry: Pick<SuppressedAddress, 'address' | 'leadId'>,
): boolean {
  return people.some(({ addresses, leadId }) => addresses.includes(entry.address) || entry.leadId === leadId);
}

/** Puts the hash of an entry's address on the list for the same reason, and takes the address off it; one lifted goes. */
export async function eraseSuppression(erasure: Erasure, entry: SuppressedAddress): Promise<void> {
  const { ports, organisation } = erasure;
  const { address, reason, at, source, by } = entry;
  if (isInForce(entry)) await listErased(erasure, { address, reason, at, source, by });
  await ports.store.suppressions.remove(organisation, entry.id);
}

/**
 * Puts the address that the person is known by on the list as a hash, so that who is erased is not written to again,
 * whatever comes in later (D7, F9). A phone number beside a mail address is left out: colleagues may share it.
 */
export async function suppressErased(erasure: ErasureOfOne, by: string): Promise<void> {
  const { person, now } = erasure;
  const [address] = person.addresses;
  if (address === undefined) return;
  await listErased(erasure, { address, reason: 'by-hand', at: now, source: 'user', by });
}

type Entry = Pick<SuppressedAddress, 'address' | 'reason' | 'at' | 'source' | 'by'>;

async function listErased({ ports, organisation, now }: Erasure, entry: Entry): Promise<void> {
  const { salt } = (await ports.store.settings.get(organisation, erasureScope)) ?? {};
  if (salt === undefined) throw new Error(`${organisation} has no salt for erased addresses`);
  const address = erasedAddress(ports.ids, salt, entry.address);
  const id = entryId(ports.ids, organisation, address, entry.reason);
  await change(ports.store.suppressions, { organisation, id }, (known) =>
    known !== undefined && isInForce(known)
      ? 'unchanged'
      : { write: { ...entry, organisation, id, address, addedAt: now, note: 'Erased (F9)' } },
  );
}
