import { secondsBetween } from '../time/instants.ts';
import type { Instant } from '../kernel/instant.ts';
import { botSigns } from './bot-signs.ts';
import { isInNetwork } from './networks.ts';
import type { BotRule, Visitor } from '../provider-events/provider-event.ts';

/** An opening or a click as it came in. */
export type HitSigns = Visitor & {
  /** Asked for the headers alone, as checkers of links do. */
  head?: boolean | undefined;
  /** Since it was sent, or delivered where that is known to be later. */
  secondsSinceSent: number;
};

/**
 * The rule by which a hit is a bot's, undefined for a person's (F8): a known program, none named at all, a
 * network of scanners, a request for headers alone, or one faster than a person. Gmail's picture proxy is a person: it
 * fetches when the person opens.
 */
export function botRuleOf({ userAgent, ipAddress, head, secondsSinceSent }: HitSigns): BotRule | undefined {
  const { agents, bareAgents, personsProxies, networks, tooFastSeconds } = botSigns;
  if (head === true) return { rule: 'head-request', sign: 'HEAD' };
  const agent = userAgent?.trim().toLowerCase() ?? '';
  const isOneOf = (signs: readonly string[]) => signs.find((sign) => agent.includes(sign));
  if (isOneOf(personsProxies) === undefined) {
    if (bareAgents.some((bare) => bare === agent)) return { rule: 'no-user-agent', sign: agent };
    for (const [kind, signs] of Object.entries(agents)) {
      const sign = isOneOf(signs);
      if (sign !== undefined) return { rule: 'user-agent', sign: `${kind}: ${sign}` };
    }
    for (const [owner, ranges] of Object.entries(networks)) {
      const found = ipAddress !== undefined && ranges.some((range) => isInNetwork(ipAddress, range));
      if (found) return { rule: 'network', sign: owner };
    }
  }
  if (secondsSinceSent < tooFastSeconds) return { rule: 'too-fast', sign: `${secondsSinceSent} s` };
  return undefined;
}

/** A click on one link of a message: which of its targets, and when. */
export type LinkClick = { number: number; at: Instant };

/**
 * The clicks that are a bot's because of each other (F8): all links of a message that has two or more, or several
 * of them, within the seconds of a burst. Empty: none. The clicks may come in any order.
 */
export function burstAmong<Click extends LinkClick>(clicks: readonly Click[], of: number): Click[] {
  const { seconds, links } = botSigns.burst;
  const needed = Math.max(2, Math.min(of, links));
  const inOrder = clicks.toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
  const taken = new Set<Click>();
  for (const first of inOrder) {
    const together = inOrder.filter(({ at }) => at >= first.at && secondsBetween(first.at, at) <= seconds);
    if (new Set(together.map(({ number }) => number)).size < needed) continue;
    for (const click of together) taken.add(click);
  }
  return [...taken];
}
