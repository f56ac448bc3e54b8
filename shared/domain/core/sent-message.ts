import * as z from 'zod/mini';
import type { StepId } from '../kernel/ids.ts';
import { channels, messageChannels } from '../channels/channels.ts';
import { cutText } from '../kernel/cut-text.ts';
import { number, text, userIdText } from '../kernel/shapes.ts';
import { epochSeconds, plusMinutes } from '../time/instants.ts';
import { instant } from '../time/instant-text.ts';
import { enrollmentAndRest, type EnrollmentId } from '../kernel/enrollment-id.ts';
import type { Instant } from '../kernel/instant.ts';
import type { Enrollment } from './enrollment.ts';
import type { Message, SentWords } from './message.ts';

/** What of the words of a message is kept, in UTF-16 units: a mail program cuts HTML that is longer, too. */
const mostHtml = 100_000;
const mostText = 30_000;

/** Channels whose messages go to leads. */
export const leadChannels = messageChannels.filter((name) => !channels[name].toUsers);

/**
 * A mail or text to a lead as it went out, with its words (F9), for as many days as the setting `sentTextDays` says. Of
 * one whose outcome is not known (F3) it is kept too: it may have gone out. Links are as their author wrote them: those
 * of the message itself are the recipient's alone, who would seem to have followed them. So its hash is the
 * `contentHash` of its event (D8), unless it is cut.
 */
export const sentMessage = z.object({
  organisation: text,
  /** `<enrollment>.<step>`: a step goes out once. */
  id: text,
  revision: number,
  at: instant,
  channel: z.enum(leadChannels),
  /** In whose name. */
  userId: userIdText,
  /** Of a mail: the address that it came from. */
  from: z.optional(text),
  to: text,
  subject: z.optional(text),
  /** Of a mail, unless it is longer than what is kept. */
  html: z.optional(text),
  text,
  /** Its HTML is left out, or its text is cut: they are too long to be kept. */
  cut: z.boolean(),
  /** Unix time in seconds. */
  expiresAt: number,
});
export type SentMessage = z.output<typeof sentMessage>;

/** The id under which the message of a step is kept. */
export function sentMessageId(enrollment: EnrollmentId, step: StepId): string {
  return `${enrollment}.${step}`;
}

/** The enrollment and step of the id of a message. */
export function enrollmentOfMessage(id: string): { enrollmentId: EnrollmentId; step: StepId } {
  const { enrollmentId, rest: step } = enrollmentAndRest(id);
  return { enrollmentId, step };
}

/** What is kept of a message for some days (F9); undefined: nothing, as for 0 days, or of a mail to users. */
export function toKeep(
  { organisation, id }: Pick<Enrollment, 'organisation' | 'id'>,
  { step, message }: { step: StepId; message: Message },
  { days, now }: { days: number; now: Instant },
): Omit<SentMessage, 'revision'> | undefined {
  const { kind: channel, words } = message;
  if (words === undefined || channels[channel].toUsers || days === 0) return undefined;
  const { html, text: whole, cut } = fitting(words);
  return {
    organisation,
    id: sentMessageId(id, step),
    at: now,
    channel,
    userId: message.sender,
    from: 'mail' in message ? message.mail.from.address : undefined,
    to: message.recipient,
    subject: message.subject,
    html,
    text: whole,
    cut,
    expiresAt: epochSeconds(plusMinutes(now, days * 24 * 60)),
  };
}

function fitting({ html, text: whole }: SentWords): Pick<SentMessage, 'html' | 'text' | 'cut'> {
  const isLong = (html?.length ?? 0) > mostHtml;
  const fits = { html: isLong ? undefined : html, text: cutText(whole, mostText) };
  return { ...fits, cut: isLong || fits.text !== whole };
}
