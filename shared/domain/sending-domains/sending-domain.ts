import * as z from 'zod/mini';
import type { Problem } from '../kernel/problem.ts';
import { text, number } from '../kernel/shapes.ts';
import { instant } from '../time/instant-text.ts';

/** How the host of the links is to point at this system: by a CNAME, or by an alias of the DNS host (A and AAAA). */
const hostRecord = z.enum(['cname', 'address']);
export type HostRecord = z.output<typeof hostRecord>;

/** What a check of one DNS record gave (A8). */
const verdict = z.enum(['verified', 'missing', 'different', 'not-checkable']);
export type Verdict = z.output<typeof verdict>;

/** The DNS records that are required, by name. */
export const recordIds = [
  'ownership',
  'dkim-1',
  'dkim-2',
  'dkim-3',
  'mail-from-mx',
  'mail-from-spf',
  'dmarc',
  'links',
] as const;
export type RecordId = (typeof recordIds)[number];

/** The verdict on one record: what was found in its place, and a sentence that says what to mend. */
const recordVerdict = z.object({
  record: z.enum(recordIds),
  verdict,
  found: z.array(text),
  mend: text,
});
export type RecordVerdict = z.output<typeof recordVerdict>;

/**
 * `pending`: something is missing yet, or could not be looked up. `failed`: something else stands in a record's place,
 * or the provider gave the domain up. `verified`: mails and links of the organisation use it.
 */
const sendingDomainState = z.enum(['pending', 'verified', 'failed']);
export type SendingDomainState = z.output<typeof sendingDomainState>;

export const ownDomainId = 'own';

/**
 * The sending domain of an organisation, for its mails and for the links in them (A8). At most one; its id is `own`.
 *
 * ```
 * put ─▶ pending ─ verify ─▶ verified ─ new value, other domain ─▶ pending
 *           │  ▲                │
 *           ▼  └── verify ──┐   │ verify finds another record
 *         failed ───────────┴◀──┘
 * ```
 * Each of these is safe to repeat: what a crash left undone with the provider is done by the next verification.
 */
export const sendingDomain = z.object({
  organisation: text,
  id: z.literal(ownDomainId),
  revision: number,
  domain: text,
  /** Host of the links in mails and texts, under `domain`. */
  linkHost: text,
  hostRecord,
  /** Random text that only who controls the DNS can publish. */
  ownership: text,
  /** Names of the three DKIM keys, given by the provider; empty until it knows the domain. */
  dkim: z.array(text),
  /** Where the provider keeps its DKIM keys, such as `dkim.amazonses.com`. */
  dkimZone: text,
  state: sendingDomainState,
  /** Whether the provider itself would send for the domain. */
  provider: sendingDomainState,
  /** Of the last check; empty before. */
  verdicts: z.array(recordVerdict),
  checkedAt: z.optional(instant),
  /** Domains used before, which the provider still has to forget. */
  leaving: z.array(text),
  createdAt: instant,
});
export type SendingDomain = z.output<typeof sendingDomain>;

/** Subdomain that bounces come back to. */
export function mailFromDomain(domain: string): string {
  return `bounce.${domain}`;
}

/** What an admin decides. */
export type DomainInput = { domain: string; linkHost: string; hostRecord: HostRecord };

const label = '[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?';
const domainForm = new RegExp(`^(?:${label}\\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])$`);

/** A name as DNS compares it: in small letters, without the dot at its end. */
export function bareName(name: string): string {
  return name.trim().toLowerCase().replace(/\.$/, '');
}

/** Everything wrong with a domain as an admin gave it; empty: it can be registered. */
export function domainProblems({ domain, linkHost }: DomainInput): Problem[] {
  const problems: Problem[] = [];
  const at = (name: string, message: string) => problems.push({ path: [name], message });
  const isName = (name: string) => name.length <= 200 && domainForm.test(name);
  if (!isName(domain)) {
    at(
      'domain',
      `“${domain}” is no domain name: write it as acme.example, other letters in their xn-- form.`,
    );
  }
  if (!isName(linkHost)) {
    at('linkHost', `“${linkHost}” is no host name: write it as go.acme.example.`);
  } else if (!linkHost.endsWith(`.${domain}`)) {
    at('linkHost', `The host must lie under the domain, as in go.${domain}, whose ownership is proved.`);
  } else if (linkHost === mailFromDomain(domain)) {
    at('linkHost', `${linkHost} receives bounces: choose another host, such as go.${domain}.`);
  }
  return problems;
}
