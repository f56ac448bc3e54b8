import type { ItemOf } from '../../api/operations.ts';
import { when } from '../../i18n/format.ts';
import { msg, type Message, type Say } from '../../i18n/i18n.ts';
import type { Tone } from '../../ui/notice.tsx';

export type Reply = ItemOf<'GET /v1/replies'>;
type Outcome = Reply['outcome']['kind'];

/** What the engine did about a reply, in a word or two for lists. */
export const outcomeLabels: Record<Outcome, Message> = {
  stopped: msg('Sequence stopped'),
  'goes-on': msg('Sequence goes on'),
  'was-over': msg('Sequence was over'),
  held: msg('Sequence waits'),
  nothing: msg('Automatic'),
  unmatched: msg('Not matched'),
};

export const outcomeTones: Record<Outcome, Tone> = {
  stopped: 'good',
  'goes-on': 'accent',
  'was-over': 'plain',
  held: 'warn',
  nothing: 'plain',
  unmatched: 'warn',
};

/** What the engine did about a reply, as a sentence. */
export function outcomeText({ outcome: { kind, until } }: Reply, t: Say): string {
  switch (kind) {
    case 'stopped':
      return t('The lead answered, so the sequence was stopped: nothing more goes out from it.');
    case 'goes-on':
      return t('The sequence goes on: it is set not to stop when a lead answers.');
    case 'was-over':
      return t('The sequence was over already when the answer came.');
    case 'held':
      return until === undefined
        ? t('An automatic answer: the sequence waits.')
        : t('An automatic answer: the sequence waits until {when}, then goes on.', { when: when(until) });
    case 'nothing':
      return t('An automatic answer: it changes nothing.');
    case 'unmatched':
      return t('No message of ours is known that it answers, so nothing was done.');
  }
}

/** Whether a reply went on to the mailbox of the user, as a sentence. */
export function forwardedText({ forwarded }: Reply, t: Say): string {
  switch (forwarded.kind) {
    case 'sent':
      return forwarded.to === undefined
        ? t('Forwarded to the user by mail.')
        : t('Forwarded to {to}.', { to: forwarded.to });
    case 'failed':
      return t('It could not be forwarded: {why}', { why: forwarded.reason ?? '' });
    case 'claimed':
      return t('It was handed over to be forwarded; whether it arrived is not known.');
    case 'off':
      return t(notForwardedTexts[forwarded.why ?? 'setting']);
  }
}

const notForwardedTexts: Record<NonNullable<Reply['forwarded']['why']>, Message> = {
  setting: msg('Not forwarded: forwarding is switched off for the user.'),
  automatic: msg('Not forwarded: nobody wrote it.'),
  nobody: msg('Not forwarded: no active user is known whom it is for.'),
  'own-address': msg('Not forwarded: the address of the user is one that replies come to.'),
};

export const leftOutTexts: Record<'type' | 'size' | 'not-read', Message> = {
  type: msg('Files of this kind are not handed out.'),
  size: msg('It is larger than 10 MB.'),
  'not-read': msg('The mail was too long to keep it.'),
};

/** Who wrote, by name where the mail gives one. */
export const writerOf = ({ from, fromName }: Reply, t: Say): string => fromName ?? from ?? t('Unknown');
