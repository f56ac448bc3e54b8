import type { Expected } from '../../domain/kernel/expected.ts';
import { refusalOfExpected } from '../../domain/kernel/expected.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import type { Refusal } from '../../domain/kernel/refusal.ts';
import {
  bareName,
  domainProblems,
  ownDomainId,
  type DomainInput,
  type SendingDomain,
} from '../../domain/sending-domains/sending-domain.ts';
import { saveItem, type Saved } from '../save-item.ts';
import { activateDomain, followDomain } from './activate-domain.ts';
import type { SendingPorts } from './sending-ports.ts';
import { forgetIdentities, syncIdentity } from './sync-identity.ts';

/**
 * Decides the sending domain of an organisation (A8): until it is verified, mails and links use the stage's. The mails stop
 * using a former domain before the provider forgets it.
 */
export async function putDomain(
  ports: SendingPorts,
  request: { organisation: string; input: DomainInput; expected: Expected; now: Instant },
): Promise<Saved<SendingDomain> | Refusal> {
  const { organisation, expected, now } = request;
  const existing = await ports.store.sendingDomains.get(organisation, ownDomainId);

  const { hostRecord } = request.input;
  const input = {
    domain: bareName(request.input.domain),
    linkHost: bareName(request.input.linkHost),
    hostRecord,
  };
  const problems = domainProblems(input);
  if (problems.length > 0) return { kind: 'invalid', problems };
  const refused = refusalOfExpected(expected, existing?.revision);
  if (refused) return refused;
  const known = await ports.identities.get(input.domain);
  if (known?.owner !== undefined && known.owner !== organisation) {
    return { kind: 'conflict', detail: `${input.domain} belongs to another organisation here.` };
  }
  const other = existing?.domain !== input.domain;
  const next: Omit<SendingDomain, 'revision'> = {
    organisation,
    id: ownDomainId,
    ...input,
    ownership: other ? ports.ids.secret() : existing.ownership,
    dkim: other ? [] : existing.dkim,
    dkimZone: other ? '' : existing.dkimZone,
    state: 'pending',
    provider: other ? 'pending' : existing.provider,
    verdicts: [],
    leaving: leaving(existing, input.domain),
    createdAt: existing?.createdAt ?? now,
  };

  await activateDomain(ports, organisation, null);
  const saved = await saveItem(ports.store.sendingDomains, existing, next, expected);
  await followDomain(ports, organisation);
  if (saved.kind !== 'saved') return saved;
  const item = await settleIdentity(ports, saved.item);
  return { ...saved, item };
}

/** A new text to prove ownership with: the former one no longer counts, so that the domain has to be verified again. */
export async function renewOwnership(
  ports: SendingPorts,
  request: { organisation: string; expected: Expected },
): Promise<Saved<SendingDomain> | Refusal> {
  const { organisation, expected } = request;
  const existing = await ports.store.sendingDomains.get(organisation, ownDomainId);
  if (existing === undefined) return { kind: 'not-found', what: 'sending domain', id: ownDomainId };
  const refused = refusalOfExpected(expected, existing.revision);
  if (refused) return refused;
  await activateDomain(ports, organisation, null);
  const next = { ...existing, ownership: ports.ids.secret(), state: 'pending' as const, verdicts: [] };
  const saved = await saveItem(ports.store.sendingDomains, existing, next, expected);
  await followDomain(ports, organisation);
  return saved;
}

function leaving(existing: SendingDomain | undefined, domain: string): string[] {
  if (existing === undefined) return [];
  return [...new Set([...existing.leaving, existing.domain])].filter((former) => former !== domain);
}

/** Tells the provider, and keeps what it says. A crash on the way is mended by the next verification. */
export async function settleIdentity(ports: SendingPorts, domain: SendingDomain): Promise<SendingDomain> {
  const identity = await syncIdentity(ports, domain);
  await forgetIdentities(ports, domain.organisation, domain.leaving);
  const next: SendingDomain = {
    ...domain,
    revision: domain.revision + 1,
    dkim: identity.dkim.tokens,
    dkimZone: identity.dkim.zone,
    provider: identity.state,
    leaving: [],
  };
  // Somebody else changed it meanwhile: that change tells the provider by itself.
  return (await ports.store.sendingDomains.put(next, domain.revision)) === 'written' ? next : domain;
}
