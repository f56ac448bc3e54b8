import { mailFromDomain, type SendingDomain } from '../../domain/sending-domains/sending-domain.ts';
import type { MailIdentities, MailIdentity } from '../../ports/mail-identities.ts';
import type { Store } from '../../ports/store.ts';
import { activateDomain } from './activate-domain.ts';

type Ports = { identities: MailIdentities };

/**
 * Makes the provider know the domain, and where its bounces go: not to senders, who see them in Relance. May be done again at any time. One that the provider has
 * given up is registered anew, since it does not look at DNS for it again otherwise; nothing uses it meanwhile. A domain
 * that was registered otherwise is left as it is: whose it is has not been proved (see `takeBounces`).
 */
export async function syncIdentity(
  ports: Ports & { store: Pick<Store, 'settings'> },
  { organisation, domain }: SendingDomain,
): Promise<MailIdentity> {
  const { identities } = ports;
  let identity = await identities.get(domain);
  if (identity?.state === 'failed' && identity.owner === organisation) {
    await activateDomain(ports, organisation, null);
    await identities.remove(domain);
    identity = undefined;
  }
  if (identity === undefined) {
    await identities.register(domain, organisation);
    identity = await identities.get(domain);
    if (identity === undefined)
      throw new Error(`The provider does not know ${domain}, which it was just told`);
  }
  if (identity.owner === organisation) await settleBounces(ports, identity);
  return identity;
}

/** Bounces of a domain come back to its own subdomain, and to no sender: for domains whose ownership has been proved. */
export async function takeBounces(ports: Ports, domain: string): Promise<void> {
  const identity = await ports.identities.get(domain);
  if (identity !== undefined) await settleBounces(ports, identity);
}

async function settleBounces(
  { identities }: Ports,
  { domain, mailFromDomain: present, ours, forwardsFeedback }: MailIdentity,
): Promise<void> {
  const bounces = mailFromDomain(domain);
  if (present !== bounces) await identities.setMailFrom(domain, bounces);
  // From a domain without a tag of ours nothing goes out.
  if (ours && forwardsFeedback) await identities.endFeedback(domain);
}

/** Makes the provider forget domains that the organisation has registered here; others are left alone. */
export async function forgetIdentities(
  { identities }: Ports,
  organisation: string,
  domains: readonly string[],
): Promise<void> {
  for (const domain of domains) {
    const identity = await identities.get(domain);
    if (identity?.owner === organisation) await identities.remove(domain);
  }
}
