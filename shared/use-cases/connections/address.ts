import type { ConnectionKind } from '../../domain/connections/connectors.ts';
import type { ConnectionPorts } from './connection-ports.ts';

/** A new address that a service sends to, and what is kept of it: whoever knows it may send, so it is kept by its digest. */
export function addressFor(
  { ids, publicUrl }: Pick<ConnectionPorts, 'ids' | 'publicUrl'>,
  organisation: string,
  kind: ConnectionKind,
): { address: string; hash: string } {
  const token = `${organisation}.${ids.secret()}`;
  return { address: `${publicUrl}/in/${kind}/${token}`, hash: ids.hash(token) };
}
