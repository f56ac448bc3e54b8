import type { Instant } from '../../domain/kernel/instant.ts';
import { isInForce, type SuppressedAddress } from '../../domain/people/suppression.ts';
import { change } from '../../ports/change.ts';
import type { WholePorts } from '../core/engine-ports.ts';
import { carryOver } from './follow-list.ts';
import { entryId } from './read-entries.ts';

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
  input: AddressToList,
  now: Instant,
): Promise<Listed> {
  const listed = await putOnList(ports, input, now);
  if (listed.kind !== 'outdated') await carryOver(ports, listed.entry, now, input.leadId);
  return listed;
}

async function putOnList(ports: WholePorts, input: AddressToList, now: Instant): Promise<Listed> {
  const { heardAt, ...rest } = input;
  const { organisation, address, reason } = rest;
  const id = entryId(ports.ids, organisation, address, reason);
  const listed = await change(ports.store.suppressions, { organisation, id }, (entry) => {
    if (entry !== undefined && isInForce(entry)) return { refuse: { kind: 'already' as const, entry } };
    if (heardAt !== undefined && entry?.lifted && entry.lifted.at >= heardAt)
      return { refuse: { kind: 'outdated' as const, entry } };
    const at = entry === undefined ? rest.at : (heardAt ?? now);
    return { write: { ...rest, at, id, addedAt: now } };
  });
  return listed.kind === 'refused' ? listed.why : { kind: 'listed', entry: listed.item };
}
