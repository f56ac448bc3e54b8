import { crmKinds } from '../../domain/connections/connectors.ts';
import { followsLeads, mirrorsActivities } from '../../domain/crm/goes-out.ts';
import type { Mapping } from '../../domain/crm/mapping.ts';
import type { Store } from '../../ports/store.ts';

/** Asks for the mappings of an organisation by which something goes out; whoever asks may remember them for a while. */
export type OutgoingMappings = (organisation: string) => Promise<Mapping[]>;

/** The mappings of connected CRMs by which leads or their activities go out; empty for most organisations. */
export async function outgoingMappings(
  store: Pick<Store, 'connections' | 'mappings'>,
  organisation: string,
): Promise<Mapping[]> {
  const mappings = await store.mappings.getMany(organisation, crmKinds);
  const outgoing = mappings.filter((mapping) => followsLeads(mapping) || mirrorsActivities(mapping));
  if (outgoing.length === 0) return [];
  // One that is paused too: what is wished waits.
  const connections = await store.connections.getMany(organisation, crmKinds);
  return outgoing.filter(({ kind }) => connections.some((connection) => connection.kind === kind));
}
