import type { Instant } from '../../domain/kernel/instant.ts';
import { isInForce, type SuppressedAddress } from '../../domain/people/suppression.ts';
import { ContentionError } from '../engine/contention.ts';
import type { WholePorts } from '../engine/engine-ports.ts';
import { carryOver } from './follow-list.ts';
import { entryId } from './read-entries.ts';

const ATTEMPTS = 8;

/** An address to be put on the list. `heardAt`: when its cause came about, for causes that are heard of late. */
export type AddressToList = Pick<
  SuppressedAddress,
  'organisation' | 'address' | 'reason' | 'at' | 'source' | 'by' | 'note' | 'leadId'
> & { heardAt?: Instant | undefined };

/** `outdated`: the entry was lifted after this cause, such as a late copy of an old notification. */
export type Listed = { kind: 'listed' | 'already' | 'outdated'; entry: SuppressedAddress };

/**
 * Puts an address on the suppression list, and every lead that has it follows. The first date stays; what is older than
 * the lifting of the entry does not undo it. Doing it again changes nothing, and finishes what was cut off.
 */
export async function suppressAddress(
  ports: WholePorts,
  wanted: AddressToList,
  now: Instant,
): Promise<Listed> {
  const listed = await putOnList(ports, wanted, now);
  if (listed.kind !== 'outdated') await carryOver(ports, listed.entry, now, wanted.leadId);
  return listed;
}

async function putOnList(ports: WholePorts, wanted: AddressToList, now: Instant): Promise<Listed> {
  const { heardAt, ...rest } = wanted;
  const { organisation, address, reason } = rest;
  const id = entryId(ports.ids, organisation, address, reason);
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const existing = await ports.store.suppressions.get(organisation, id);
    if (existing !== undefined && isInForce(existing)) return { kind: 'already', entry: existing };
    if (heardAt !== undefined && existing?.lifted && existing.lifted.at >= heardAt)
      return { kind: 'outdated', entry: existing };
    const revision = (existing?.revision ?? 0) + 1;
    const at = existing === undefined ? rest.at : (heardAt ?? now);
    const entry: SuppressedAddress = { ...rest, at, id, revision, addedAt: now };
    if ((await ports.store.suppressions.put(entry, existing?.revision ?? 'absent')) === 'written') {
      return { kind: 'listed', entry };
    }
  }
  throw new ContentionError(`The entry of an address is contended: ${id}`);
}
