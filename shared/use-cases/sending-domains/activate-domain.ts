import { ownDomainId } from '../../domain/sending-domains/sending-domain.ts';
import type { Settings } from '../../domain/settings/settings.ts';
import { change } from '../../ports/change.ts';
import { ContentionError } from '../../ports/contention-error.ts';
import type { Store } from '../../ports/store.ts';

const MOST_TRIES = 8;

/**
 * Makes mails and links of an organisation use a verified domain from now on, or the stage's own again (A8). It stands
 * in the settings that every step reads anyway, so that sending reads nothing more. Done already: nothing is written.
 */
export async function activateDomain(
  { store }: { store: Pick<Store, 'settings'> },
  organisation: string,
  sending: Settings['sending'],
): Promise<void> {
  const scope = 'organisation';
  await change(store.settings, { organisation, id: scope }, (existing) => {
    const now = existing?.values.sending ?? null;
    if (now?.domain === sending?.domain && now?.linkHost === sending?.linkHost) return 'unchanged';
    return { write: { organisation, scope, values: { ...existing?.values, sending } } };
  });
}

/**
 * Makes mails and links use what the stored domain says, looked at again after the settings were written: of two
 * changes at once, the later sees the other, and the settings end as the domain does (A8).
 */
export async function followDomain(
  ports: { store: Pick<Store, 'settings' | 'sendingDomains'> },
  organisation: string,
): Promise<void> {
  let domain = await ports.store.sendingDomains.get(organisation, ownDomainId);
  for (let tries = 0; tries < MOST_TRIES; tries += 1) {
    const sending =
      domain?.state === 'verified' ? { domain: domain.domain, linkHost: domain.linkHost } : null;
    await activateDomain(ports, organisation, sending);
    const after = await ports.store.sendingDomains.get(organisation, ownDomainId);
    if (after?.revision === domain?.revision) return;
    domain = after;
  }
  throw new ContentionError(`The sending domain of ${organisation} is contended`);
}
