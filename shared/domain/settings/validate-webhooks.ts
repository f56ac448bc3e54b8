import { problemsUnder, type Problem } from '../kernel/problem.ts';
import type { LeadWebhook, LeadWebhooks } from './lead-webhook.ts';

const LONGEST_URL = 2_000;
const MOST_HEADERS = 20;
const LONGEST_NAME = 100;

/** Headers that are the transport's or the signature's own; so is everything that begins with `webhook-` or `proxy-`. */
const reserved = new Set([
  'host',
  'content-length',
  'content-type',
  'content-encoding',
  'transfer-encoding',
  'connection',
  'keep-alive',
  'te',
  'trailer',
  'upgrade',
  'expect',
]);

/**
 * What is wrong with the webhooks of the buttons (A14). `insecureWebhookHosts`: hosts that may be reached by plain http, which are
 * none but on the local system. Private addresses are refused when something is sent, since names change what they mean.
 */
export function leadWebhookProblems(
  webhooks: LeadWebhooks,
  insecureWebhookHosts: readonly string[],
): Problem[] {
  const problemsOf = (webhook: LeadWebhook | null): Problem[] =>
    webhook === null
      ? []
      : [
          ...problemsUnder(['url'], urlProblems(webhook.url, insecureWebhookHosts)),
          ...problemsUnder(['headers'], headerProblems(webhook.headers)),
        ];
  return [
    ...problemsUnder(['convert'], problemsOf(webhooks.convert)),
    ...problemsUnder(['disqualify'], problemsOf(webhooks.disqualify)),
  ];
}

/**
 * What is wrong with the address of a webhook (A14, C7): anything but https, what is never sent, what belongs into headers.
 */
export function urlProblems(text: string, insecureWebhookHosts: readonly string[]): Problem[] {
  const wrong = (message: string): Problem[] => [{ path: [], message }];
  if (text.length > LONGEST_URL) return wrong(`Keep the URL within ${LONGEST_URL} characters.`);
  if (!URL.canParse(text)) return wrong('This is no URL: write it as https://example.com/hook.');
  const url = new URL(text);
  if (
    url.protocol !== 'https:' &&
    !(url.protocol === 'http:' && insecureWebhookHosts.includes(url.hostname))
  ) {
    return wrong(
      'Only https is called: what is sent is about persons, and plain http can be read on its way.',
    );
  }
  if (url.username !== '' || url.password !== '') {
    return wrong(
      'Take name and password out of the URL: give them in the header Authorization, which is kept secret.',
    );
  }
  return url.hash === '' ? [] : wrong('Take the part after # out of the URL: it is never sent.');
}

function headerProblems(headers: LeadWebhook['headers']): Problem[] {
  const names = Object.keys(headers);
  const many: Problem[] =
    names.length > MOST_HEADERS ? [{ path: [], message: `Give ${MOST_HEADERS} headers at most.` }] : [];
  const lower = names.map((name) => name.toLowerCase());
  const each = Object.entries(headers).flatMap(([name, value], index): Problem[] => {
    const wrong = (message: string): Problem[] => [{ path: [name], message }];
    const low = name.toLowerCase();
    if (!/^[!#$%&'*+.^_`|~0-9a-z-]+$/i.test(name) || name.length > LONGEST_NAME) {
      return wrong(`A header’s name is 1 to ${LONGEST_NAME} letters, digits and “-”.`);
    }
    if (reserved.has(low) || low.startsWith('webhook-') || low.startsWith('proxy-')) {
      return wrong(`Relance sets “${low}” itself, or it is not for webhooks: take it out.`);
    }
    if (lower.indexOf(low) < index) return wrong(`“${low}” is given twice: take one out.`);
    if (value === null) {
      return wrong('No value is kept for this header at this address: give its value.');
    }
    return /^[\x21-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?$/.test(value)
      ? []
      : wrong('A header’s value is not empty, and of printable ASCII characters without spaces around it.');
  });
  return [...many, ...each];
}
