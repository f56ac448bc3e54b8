import { messageChannelOf } from '../channels/step-types.ts';
import type { Content } from '../core/facts.ts';
import type { Message, SendResult } from '../core/message.ts';
import type { Sender } from '../core/planning.ts';
import type { Step } from '../sequences/step.ts';

/** What the provider answers in a forecast. */
export const accepted: SendResult = { kind: 'accepted', messageId: '' };

const noMail = { from: { name: '', address: '' }, replyTo: '', to: '', subject: '', html: '', text: '' };

/** What a step would send, as far as a forecast must know it: in whose name, and whether anything is missing. */
export function imaginedContent(step: Step, { user }: Sender, missing: readonly string[]): Content {
  if (missing.length > 0) return { kind: 'missing', variables: [...missing] };
  const of = { sender: user.id, recipient: '', contentHash: '' };
  const message: Message =
    messageChannelOf(step.type) === 'sms'
      ? { ...of, kind: 'sms', sms: { to: '', text: '', tags: {} }, links: [] }
      : { ...of, kind: 'mail', mail: { ...noMail, headers: {}, tags: {} } };
  return { kind: 'ready', message };
}
