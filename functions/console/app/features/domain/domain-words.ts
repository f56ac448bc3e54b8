import type { Answer } from '../../api/operations.ts';
import { msg, type Message } from '../../i18n/i18n.ts';
import type { Tone } from '../../ui/notice.tsx';

export type SendingDomain = Answer<'GET /v1/sending-domain'>;
export type DnsRecord = SendingDomain['records'][number];

export const states: Record<SendingDomain['state'], { label: Message; tone: Tone }> = {
  pending: { label: msg('To be verified'), tone: 'warn' },
  verified: { label: msg('Verified'), tone: 'good' },
  failed: { label: msg('Not right'), tone: 'bad' },
};

/** What the mail provider says of the domain. */
export const providerStates: Record<SendingDomain['provider'], Message> = {
  pending: msg('Looks at the records automatically, for up to three days'),
  verified: msg('Sends for the domain'),
  failed: msg('Did not find the records within three days'),
};

export const verdicts: Record<DnsRecord['verdict'], { label: Message; tone: Tone }> = {
  unchecked: { label: msg('Not looked up yet'), tone: 'plain' },
  verified: { label: msg('Right'), tone: 'good' },
  missing: { label: msg('Missing'), tone: 'warn' },
  different: { label: msg('Different'), tone: 'bad' },
  'not-checkable': { label: msg('DNS did not answer'), tone: 'warn' },
};

/** What a record is for. */
export const purposes: Readonly<Record<string, Message>> = {
  ownership: msg('Proof that the domain is yours'),
  'dkim-1': msg('Signature of mails (DKIM), 1 of 3'),
  'dkim-2': msg('Signature of mails (DKIM), 2 of 3'),
  'dkim-3': msg('Signature of mails (DKIM), 3 of 3'),
  'mail-from-mx': msg('Where mails that come back go (MX)'),
  'mail-from-spf': msg('Who may send (SPF)'),
  dmarc: msg('What receivers do with forgeries (DMARC)'),
  links: msg('Host of the links in mails'),
};
