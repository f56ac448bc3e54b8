import type { ItemOf } from '../../api/operations.ts';
import { when } from '../../i18n/format.ts';
import { msg, type Message, type Say } from '../../i18n/i18n.ts';

export type Hold = ItemOf<'GET /v1/holds'>;

/** What is held, by level and by what carries it. */
const held: Record<Hold['level'], Record<Hold['channel'], Message>> = {
  sender: {
    mail: msg('Mails of {name}'),
    sms: msg('Text messages of {name}'),
    all: msg('Everything of {name}'),
  },
  organisation: {
    mail: msg('All mails'),
    sms: msg('All text messages'),
    all: msg('All mails and text messages'),
  },
  stage: {
    mail: msg('All mails of this installation'),
    sms: msg('All text messages of this installation'),
    all: msg('All mails and text messages of this installation'),
  },
};

/** What a hold keeps back: `Mails of Claire Petit`. */
export const heldWords = (
  { level, channel, userId }: Hold,
  t: Say,
  nameOf: (id?: string) => string,
): string => t(held[level][channel], { name: nameOf(userId) });

/** Why it is held: what a person wrote, or what the provider says. */
export function whyWords({ reason }: Hold, t: Say, nameOf: (id?: string) => string): string {
  if (reason.kind === 'provider')
    return t('The provider refuses: {message} ({code})', { message: reason.message, code: reason.code });
  const name = nameOf(reason.userId);
  return reason.note === undefined
    ? t('Held by {name}, without a note', { name })
    : t('Held by {name}: {note}', { name, note: reason.note });
}

/** How it ends if nobody does anything. */
export function endWords({ level, until, nextProbeAt }: Hold, t: Say): string {
  if (until !== undefined) return t('Ends automatically on {moment}.', { moment: when(until) });
  if (nextProbeAt !== undefined)
    return t(
      'From {moment} on, one message is let through to try; if the provider takes it, the others follow.',
      {
        moment: when(nextProbeAt),
      },
    );
  return level === 'stage'
    ? t('Ends when the operator of this installation releases it.')
    : t('Ends when an admin releases it.');
}
