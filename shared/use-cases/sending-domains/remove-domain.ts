import { ownDomainId } from '../../domain/sending-domains/sending-domain.ts';
import { activateDomain, followDomain } from './activate-domain.ts';
import type { SendingPorts } from './sending-ports.ts';
import { forgetIdentities } from './sync-identity.ts';

/** Gives the sending domain up; mails and links use the stage's. Repeated after a crash, it does what is left to do. */
export async function removeDomain(ports: SendingPorts, organisation: string): Promise<void> {
  const existing = await ports.store.sendingDomains.get(organisation, ownDomainId);
  await activateDomain(ports, organisation, null);
  if (existing === undefined) return;
  await forgetIdentities(ports, organisation, [existing.domain, ...existing.leaving]);
  await ports.store.sendingDomains.remove(organisation, ownDomainId);
  await followDomain(ports, organisation);
}
