import type { Instant } from '../../domain/kernel/instant.ts';
import { listedForm } from '../../domain/people/suppression.ts';
import type { WholePorts } from '../core/engine-ports.ts';
import { suppressAddress } from '../suppressions/suppress-address.ts';

/**
 * Takes in that somebody answered STOP to a text: the number goes onto the suppression list as unsubscribed, and every
 * lead that has it follows (D7). A copy that comes late does not undo that the entry was lifted since.
 *
 * @param optOut.at when it was written, or heard of.
 */
export async function ingestOptOut(
  ports: WholePorts,
  optOut: { organisation: string; number: string; at: Instant },
  now: Instant,
): Promise<'listed' | 'already' | 'outdated'> {
  const { organisation, number, at } = optOut;
  const entry = {
    organisation,
    address: listedForm(number),
    reason: 'unsubscribed',
    at,
    heardAt: at,
    source: 'recipient',
  } as const;
  return (await suppressAddress(ports, entry, now)).kind;
}
