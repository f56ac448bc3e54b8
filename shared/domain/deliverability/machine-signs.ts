import type { Visitor } from './provider-event.ts';

/** User agents of link scanners, prefetchers and programs, in lower case (F8). */
const machineAgents = [
  'googlebot',
  'bingbot',
  'slackbot',
  'linkedinbot',
  'twitterbot',
  'telegrambot',
  'facebookexternalhit',
  'skypeuripreview',
  'crawler',
  'spider',
  'scanner',
  'proofpoint',
  'mimecast',
  'barracuda',
  'safelinks',
  'urldefense',
  'symantec',
  'trendmicro',
  'headless',
  'phantomjs',
  'python-requests',
  'python-urllib',
  'aiohttp',
  'curl/',
  'wget/',
  'go-http-client',
  'apache-httpclient',
  'okhttp',
  'java/',
  'node-fetch',
  'axios/',
  'libwww',
];

/** A person needs longer than this after the sending; a scanner at the recipient's gateway does not. In seconds. */
const tooFastSeconds = 3;

/**
 * Whether a machine rather than a person probably opened or clicked (F8): a known program, no user agent at all, the
 * bare `Mozilla/5.0` with which a mail client's privacy proxy fetches every image, or a reaction faster than a person.
 * Gmail's image proxy is not among them: it fetches when the person opens.
 */
export function looksAutomated(visitor: Visitor, secondsSinceSent: number): boolean {
  const agent = visitor.userAgent?.trim().toLowerCase() ?? '';
  if (agent === '' || agent === 'mozilla/5.0') return true;
  if (machineAgents.some((sign) => agent.includes(sign))) return true;
  return secondsSinceSent < tooFastSeconds;
}
