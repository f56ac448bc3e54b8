import type { Instant } from '../../domain/kernel/instant.ts';
import type { Refusal } from '../../domain/kernel/refusal.ts';
import { stateOf, verdictOn, type LookedUp } from '../../domain/sending-domains/check-records.ts';
import type { DnsAnswer } from '../../domain/sending-domains/dns-answer.ts';
import { bareName, ownDomainId, type SendingDomain } from '../../domain/sending-domains/sending-domain.ts';
import { requiredRecords, type RequiredRecord } from '../../domain/sending-domains/required-records.ts';
import type { Dns } from '../../ports/dns.ts';
import { activateDomain, followDomain } from './activate-domain.ts';
import { settleIdentity } from './put-domain.ts';
import type { SendingPorts } from './sending-ports.ts';
import { takeBounces } from './sync-identity.ts';

/** An alias that leads further than this is followed no longer. */
const longestChain = 8;

/**
 * Looks up every record of the sending domain and gives its verdict (A8); a verified one is used from then on, one that is
 * so no longer is not. What a crash left undone with the provider is done first.
 */
export async function verifyDomain(
  ports: SendingPorts,
  { organisation, now }: { organisation: string; now: Instant },
): Promise<{ kind: 'verified'; item: SendingDomain } | Refusal> {
  const existing = await ports.store.sendingDomains.get(organisation, ownDomainId);
  if (existing === undefined) return { kind: 'not-found', what: 'sending domain', id: ownDomainId };
  const domain = await settleIdentity(ports, existing);
  const looked = await Promise.all(
    requiredRecords(domain, ports.sendingDomainStage).map((required) => lookUp(ports.dns, required)),
  );

  const verdicts = looked.map((one) => verdictOn(one, ports.sendingDomainStage));
  const state = stateOf(verdicts, domain.provider, existing.state);
  const next: SendingDomain = { ...domain, revision: domain.revision + 1, state, verdicts, checkedAt: now };

  const proved = verdicts.some(({ record, verdict }) => record === 'ownership' && verdict === 'verified');
  if (proved) await takeBounces(ports, domain.domain);
  if (state !== 'verified') await activateDomain(ports, organisation, null);
  const outcome = await ports.store.sendingDomains.put(next, domain.revision);
  await followDomain(ports, organisation);
  if (outcome === 'conflict') {
    const current = await ports.store.sendingDomains.get(organisation, ownDomainId);
    return { kind: 'changed', revision: current?.revision ?? domain.revision };
  }
  return { kind: 'verified', item: next };
}

async function lookUp(dns: Dns, required: RequiredRecord): Promise<LookedUp> {
  const { name, type, value } = required;
  switch (type) {
    case 'TXT':
      return { required, answer: await dns.txt(name) };
    case 'MX':
      return { required, answer: await dns.mx(name) };
    case 'CNAME': {
      const answer = await dns.cname(name);
      return { required, answer, chain: await chainFrom(dns, answer, value) };
    }
    case 'A/AAAA': {
      const [answer, target] = await Promise.all([dns.addresses(name), dns.addresses(value)]);
      return { required, answer, target };
    }
  }
}

/** Where an alias leads beyond its first step, until the name wanted. */
async function chainFrom(dns: Dns, first: DnsAnswer, required: string): Promise<string[]> {
  const chain: string[] = [];
  let at = first;
  while (at.kind === 'found' && at.values.length === 1 && chain.length < longestChain) {
    const [next = ''] = at.values;
    if (bareName(next) === bareName(required)) break;
    at = await dns.cname(next);
    if (at.kind === 'found') chain.push(...at.values);
  }
  return chain;
}
