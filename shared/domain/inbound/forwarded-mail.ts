import type { OutgoingMail } from '../core/message.ts';
import { fittingSubject } from '../core/sent-subject.ts';
import { cutText } from '../kernel/cut-text.ts';
import type { Language } from '../kernel/language.ts';
import { isEmailAddress } from '../people/email-address.ts';
import { FORWARDED_TAG } from '../provider-events/message-tags.ts';
import { escapeHtml } from '../templates/escape-html.ts';
import { forwardTexts } from './forward-texts.ts';
import type { InboundMail } from './inbound-mail.ts';
import type { notForwarded, Reply } from './reply.ts';

/** The header of an answer that we forward, in lower case: what bears it is never taken for an answer. */
export const FORWARDED_HEADER = 'x-relance-forwarded';

/** Whom an answer is for, and what is known for forwarding it. */
export type ForwardTo = {
  user: { name: string; email: string; active: boolean };
  /** The setting `replyForwarding` of that user. */
  wanted: boolean;
  /** Of the lead, for where the mail does not say who wrote it. */
  leadEmail: string | undefined;
  /** What mails of this user are sent from, and the default of the stage: both may be sent from. */
  from: string;
  defaultFrom: string;
  replyDomain: string;
  /** Name and language of the organisation. */
  profile: { name: string; language: Language };
};

/** Longest name before `via`, and longest list of files, in characters. */
const NAME_LENGTH = 80;
const FILES_LENGTH = 1000;

/**
 * The mail that brings an answer to the user whom it is for, or why there is none (D5). It is from an address that we
 * may send from, in the lead's name; answering it goes to whoever wrote, in the same thread. It is marked as written by
 * a program, so that nothing answers it by itself, and as ours, so that it is never taken in as an answer.
 */
export function forwardedMail(
  reply: Omit<Reply, 'forwarded'>,
  { inReplyTo, references }: Pick<InboundMail, 'inReplyTo' | 'references'>,
  to: ForwardTo | undefined,
): { kind: 'mail'; mail: OutgoingMail } | { kind: 'off'; why: (typeof notForwarded)[number] } {
  if (reply.kind === 'auto-reply') return off('automatic');
  const writer = [reply.from, to?.leadEmail].find((one) => one !== undefined && isEmailAddress(one));
  if (to === undefined || writer === undefined || !to.user.active) return off('nobody');
  if (!to.wanted) return off('setting');
  const { email } = to.user;
  const domain = domainOf(email);
  if (domain === to.replyDomain.toLowerCase()) return off('own-address');
  const who = cutText(reply.fromName ?? writer, NAME_LENGTH);
  const { text, html } = bodyOf(reply, who, writer, to.profile.language);
  const answered = inReplyTo.findLast(isHeaderId);
  return {
    kind: 'mail',
    mail: {
      from: { name: `${who} via ${to.profile.name || 'Relance'}`, address: fromOf(to) },
      replyTo: writer,
      to: email,
      subject: fittingSubject(reply.subject.replaceAll(/\p{Cc}+/gu, ' ').trim()) || 'Re:',
      text,
      html,
      headers: {
        ...(answered !== undefined && { 'In-Reply-To': answered }),
        ...referencesHeader([...references, reply.messageId ?? '']),
        'Auto-Submitted': 'auto-generated',
        'X-Auto-Response-Suppress': 'All',
        'X-Relance-Forwarded': reply.id,
      },
      tags: { [FORWARDED_TAG]: reply.id },
    },
  };
}

const off = (why: (typeof notForwarded)[number]) => ({ kind: 'off', why }) as const;

const domainOf = (address: string): string => address.slice(address.lastIndexOf('@') + 1).toLowerCase();

/**
 * The user's own address would make the mail one of the user to the user; another one of the same domain may be sent
 * from as well.
 */
function fromOf({ user, from, defaultFrom }: ForwardTo): string {
  if (from.toLowerCase() !== user.email.toLowerCase()) return from;
  const shared = `${defaultFrom.slice(0, defaultFrom.lastIndexOf('@'))}@${domainOf(from)}`;
  return shared.toLowerCase() === user.email.toLowerCase() ? `replies@${domainOf(from)}` : shared;
}

function bodyOf(
  { fromName, text: words, textCut, files }: Omit<Reply, 'forwarded'>,
  who: string,
  writer: string,
  language: Language,
): { text: string; html: string } {
  const texts = forwardTexts[language];
  const named = fromName === undefined ? who : `${who} <${writer}>`;
  const names = files.map(({ name, type }) => name || type).join(', ');
  const notes = [
    ...(textCut ? [texts.cut] : []),
    ...(files.length === 0 ? [] : [texts.files.replace('{files}', () => cutText(names, FILES_LENGTH))]),
    texts.note.replace('{who}', () => named).replace('{address}', () => writer),
  ];
  const inHtml = (text: string): string => escapeHtml(text).replaceAll('\n', '<br>');
  return {
    text: `${words}\n\n-- \n${notes.join('\n')}\n`,
    html: `<p>${inHtml(words)}</p><hr><p><small>${inHtml(notes.join('\n'))}</small></p>`,
  };
}

/** An id that may stand in a header as it is. */
const isHeaderId = (id: string): boolean => /^<[\x21-\x7e]{1,300}>$/.test(id);

/** Characters that SES lets a header have. */
const HEADER_LENGTH = 870;

/** The first mail of the thread and as many of the latest as a header holds, so that mail programs keep it together. */
function referencesHeader(ids: readonly string[]): { References?: string } {
  const [first, ...rest] = [...new Set(ids.filter(isHeaderId))];
  if (first === undefined) return {};
  const latest: string[] = [];
  let { length } = first;
  for (const id of rest.toReversed()) {
    length += id.length + 1;
    if (length > HEADER_LENGTH) break;
    latest.unshift(id);
  }
  return { References: [first, ...latest].join(' ') };
}
