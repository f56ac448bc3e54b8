import type { SentMessage } from '../provider-events/message-tags.ts';
import { isEnrollmentId } from '../kernel/enrollment-id.ts';

/** Signs which message something belongs to. The mark is 8 of `[a-z2-7]` (40 bits), safe to lower-case. */
export type MessageMarker = { markMessage(message: SentMessage): string };

/** Signs it, and knows its marks. */
export type MessageMarks = MessageMarker & {
  /** Whether the mark was made for this message with a key still in use. */
  isMarkOf(message: SentMessage, mark: string): boolean;
};

const markLength = 8;

/** `lead.sequence.n.step.organisation` and the mark, in lower case: what reply addresses and references are made of. */
function messageToken(message: SentMessage, marks: MessageMarker): string {
  return `${message.enrollment}.${message.step}.${message.organisation}${marks.markMessage(message)}`;
}

/** The message that a token names; undefined unless its mark is genuine. Case does not matter. */
function readMessageToken(token: string, marks: MessageMarks): SentMessage | undefined {
  const fields = /^([a-z0-9-]+\.[a-z0-9-]+\.\d+)\.([a-z0-9-]+)\.([a-z0-9-]+)$/.exec(token.toLowerCase());
  const [, enrollment = '', step = '', tail = ''] = fields ?? [];
  const organisation = tail.slice(0, -markLength);
  if (organisation === '' || !isEnrollmentId(enrollment)) return undefined;
  const message = { organisation, enrollment, step };
  return marks.isMarkOf(message, tail.slice(-markLength)) ? message : undefined;
}

/** RFC 5321: what stands before the `@` has at most 64 characters. */
const localPartLimit = 64;

/**
 * The address to which a message asks to be answered, `r+<token>@<reply domain>` (D5). Undefined when the ids are too
 * long for one: with ids of 16, 12 and 12 characters (lead, sequence, step) the organisation's may have 9.
 */
export function replyAddress(
  message: SentMessage,
  replyDomain: string,
  marks: MessageMarker,
): string | undefined {
  const local = `r+${messageToken(message, marks)}`;
  return local.length <= localPartLimit ? `${local}@${replyDomain}` : undefined;
}

/** The message that an address of ours answers; undefined for any other address, or a forged one. */
export function parseReplyAddress(
  address: string,
  replyDomain: string,
  marks: MessageMarks,
): SentMessage | undefined {
  const [local = '', domain = '', ...rest] = address.toLowerCase().split('@');
  if (rest.length > 0 || domain !== replyDomain.toLowerCase() || !local.startsWith('r+')) return undefined;
  return readMessageToken(local.slice(2), marks);
}

/**
 * An entry for the `References` of an outgoing mail: clients copy them into the reply, which so names its message
 * even when it was sent to another address, without any table of message ids (D5).
 */
export function threadReference(message: SentMessage, replyDomain: string, marks: MessageMarker): string {
  return `<${messageToken(message, marks)}@${replyDomain}>`;
}

/** The message that a reference of ours names; undefined for any other reference, or a forged one. */
export function parseThreadReference(
  reference: string,
  replyDomain: string,
  marks: MessageMarks,
): SentMessage | undefined {
  const [, token = '', domain = ''] = /^<?([^<>@\s]+)@([^<>@\s]+)>?$/.exec(reference.trim()) ?? [];
  return domain.toLowerCase() === replyDomain.toLowerCase() ? readMessageToken(token, marks) : undefined;
}
