import { plusMinutes } from '../../domain/time/instants.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import type { SendingDomain } from '../../domain/sending-domains/sending-domain.ts';
import type { SendingPorts } from './sending-ports.ts';
import { verifyDomain } from './verify-domain.ts';

/** A domain in use is looked at again after this long, in minutes: a day, as an hourly sweep counts it. */
const IN_USE_MINUTES = 24 * 60 - 30;
/** One that is not, after this long: at the next sweep. */
const WAITING_MINUTES = 30;
/** Looked at in one sweep at most: each may take as long as DNS keeps silent. */
const MOST_AT_ONCE = 25;

/** What came of it: `ended` were in use and are not any more, `begun` the other way round. */
export type Recheck = { checked: number; begun: string[]; ended: string[]; failed: unknown[] };

/**
 * Verifies domains again by itself (A8): those in use once a day, so that one whose DNS was broken is not used on;
 * the others about once an hour, so that they are used once DNS is as it should be. The longest unchecked come first.
 *
 * @param passOver told of domains that cannot be read; without it they are thrown
 */
export async function recheckDomains(
  ports: SendingPorts,
  now: Instant,
  passOver?: (unreadable: Error) => void,
): Promise<Recheck> {
  const due: SendingDomain[] = [];
  for await (const domain of ports.store.sendingDomains.scan(passOver))
    if (isDue(domain, now)) due.push(domain);

  const report: Recheck = { checked: 0, begun: [], ended: [], failed: [] };
  const oldest = due.toSorted((a, b) => (lookedAt(a) < lookedAt(b) ? -1 : 1)).slice(0, MOST_AT_ONCE);
  for (const { organisation, state } of oldest) {
    try {
      const outcome = await verifyDomain(ports, { organisation, now });
      if (outcome.kind !== 'verified') continue;
      report.checked += 1;
      const after = outcome.item.state;
      if (state === 'verified' && after !== 'verified') report.ended.push(organisation);
      if (state !== 'verified' && after === 'verified') report.begun.push(organisation);
    } catch (error) {
      // The others are looked at all the same; this one comes again with the next sweep.
      report.failed.push(error);
    }
  }
  return report;
}

const lookedAt = ({ checkedAt, createdAt }: SendingDomain): Instant => checkedAt ?? createdAt;

function isDue(domain: SendingDomain, now: Instant): boolean {
  const minutes = domain.state === 'verified' ? IN_USE_MINUTES : WAITING_MINUTES;
  return lookedAt(domain) <= plusMinutes(now, -minutes);
}
