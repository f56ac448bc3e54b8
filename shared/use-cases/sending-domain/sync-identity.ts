import { mailFromDomain, type SendingDomain } from '../../domain/sending-domain/sending-domain.ts';
import type { MailIdentities, MailIdentity } from '../../ports/mail-identities.ts';

type Ports = { identities: MailIdentities };

/** Makes the provider know the domain, and where its bounces go. May be done again at any time. */
export async function syncIdentity(
  { identities }: Ports,
  { organisation, domain }: SendingDomain,
): Promise<MailIdentity> {
  const bounces = mailFromDomain(domain);
  let identity = await identities.get(domain);
  if (identity === undefined) {
    await identities.register(domain, organisation);
    identity = await identities.get(domain);
    if (identity === undefined)
      throw new Error(`The provider does not know ${domain}, which it was just told`);
  }
  if (identity.mailFromDomain !== bounces) await identities.setMailFrom(domain, bounces);
  return identity;
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
