import type { Language } from '../kernel/language.ts';
import type { InboundMail } from './inbound-mail.ts';
import { plainText } from './return-date.ts';

/** What showed that nobody wrote a mail (D5). */
export type AutomaticSign =
  | 'auto-submitted'
  | 'auto-response-suppress'
  | 'precedence'
  | 'auto-reply-header'
  | 'null-return-path'
  | 'subject';

/** How the subject of an automatic reply begins, in lower case without accents. */
const subjectBeginnings: Record<Language, readonly string[]> = {
  en: [
    'automatic reply',
    'automatic response',
    'auto reply',
    'auto-reply',
    'autoreply',
    'auto response',
    'autoresponse',
    'out of office',
    'out of the office',
    'on vacation',
    'on annual leave',
    'on leave',
  ],
  fr: [
    'reponse automatique',
    'absence du bureau',
    'absent du bureau',
    'absente du bureau',
    "message d'absence",
    "notification d'absence",
    'en conges',
  ],
  ro: ['raspuns automat', 'in afara biroului', 'absent din birou', 'absenta din birou', 'mesaj automat'],
  de: [
    'automatische antwort',
    'abwesenheitsnotiz',
    'abwesenheitsnachricht',
    'abwesenheit',
    'automatische abwesenheit',
    'nicht im buro',
    'im urlaub',
  ],
  es: [
    'respuesta automatica',
    'fuera de la oficina',
    'fuera de oficina',
    'ausencia de la oficina',
    'ausente de la oficina',
    'de vacaciones',
  ],
};
const beginnings = Object.values(subjectBeginnings).flat();

/** Headers that only automatic replies bear, with any value. */
const autoReplyHeaders = [
  'x-autoreply',
  'x-autorespond',
  'x-autoresponder',
  'x-autoreply-from',
  'x-mail-autoreply',
];

/** The signs in the order in which they are looked for: what the standards say first, the subject last. */
const signs: readonly [AutomaticSign, (mail: InboundMail) => boolean][] = [
  // RFC 3834: every value but `no`, parameters aside.
  ['auto-submitted', (mail) => firstWords(mail, 'auto-submitted').some((value) => value !== 'no')],
  [
    'precedence',
    (mail) => firstWords(mail, 'precedence').some((value) => /^(?:bulk|junk|auto[_-]reply)$/.test(value)),
  ],
  ['auto-reply-header', (mail) => autoReplyHeaders.some((name) => mail.headers[name] !== undefined)],
  [
    'auto-response-suppress',
    (mail) => firstWords(mail, 'x-auto-response-suppress').some((value) => value !== 'none'),
  ],
  ['null-return-path', (mail) => (mail.headers['return-path'] ?? []).some((value) => value.trim() === '<>')],
  ['subject', (mail) => isAutomaticSubject(mail.subject)],
];

/** The first sign that a mail was written by a program; undefined when a person seems to have written it. */
export function automaticSign(mail: InboundMail): AutomaticSign | undefined {
  return signs.find(([, shows]) => shows(mail))?.[0];
}

/** Anchored at the start and without `Re:`, so that an answer to our own mail about an absence is not taken for one. */
function isAutomaticSubject(subject: string): boolean {
  const plain = plainText(subject).replace(/^[^a-z]+/, '');
  return beginnings.some((start) => plain.startsWith(start) && !/^[a-z]/.test(plain.slice(start.length)));
}

/** First words of a header's values, in lower case. */
const firstWords = (mail: InboundMail, header: string): string[] =>
  (mail.headers[header] ?? [])
    .map((value) => /^[^\s;,]*/.exec(value.trim().toLowerCase())?.[0] ?? '')
    .filter(Boolean);
