import * as z from 'zod/mini';
import { isEnrollmentId } from '../kernel/enrollment-id.ts';
import { enrollmentIdText, stepIdText, text } from '../kernel/shapes.ts';

/**
 * Names of the tags that every outgoing mail bears, so that each provider event says which step it is about.
 * SES allows `[A-Za-z0-9_-]` in names and values, at most 256 characters.
 */
const messageTagNames = {
  organisation: 'organisation',
  enrollment: 'enrollment',
  step: 'step',
  attempt: 'attempt',
} as const;

/**
 * Name of the tag of what goes to a user and not to a lead: an answer that is forwarded (D5), with its id. Events about
 * it say nothing of any lead.
 */
export const FORWARDED_TAG = 'forwarded';

/**
 * Name of the tag of a mail to users (E1). Events about it settle what became of its step, and say nothing of the lead.
 */
export const TO_USERS_TAG = 'to-users';

/** Which step of which enrollment a message was sent for. */
export const sentMessage = z.object({ organisation: text, enrollment: enrollmentIdText, step: stepIdText });
export type SentMessage = z.output<typeof sentMessage>;

/** The same, with the number of the claim under which it was sent, from 1. */
export type TaggedMessage = SentMessage & { attempt?: number | undefined };

/** An id as a tag value: dots become `_`, which no id of ours contains (they are `[a-z0-9.-]`). */
export function encodeTag(id: string): string {
  if (!/^[a-z0-9.-]{1,256}$/.test(id)) throw new Error(`Not an id that a tag can carry: ${id}`);
  return id.replaceAll('.', '_');
}

/** The id that `encodeTag` wrote; undefined when the value cannot be one of ours. */
export function decodeTag(value: string): string | undefined {
  return /^[a-z0-9_-]{1,256}$/.test(value) ? value.replaceAll('_', '.') : undefined;
}

/** The tags of an outgoing mail, as name and value: they settle an unknown outcome. */
export function messageTags(message: TaggedMessage): { name: string; value: string }[] {
  const { organisation, enrollment, step, attempt } = message;
  const tags = Object.entries({ organisation, enrollment, step }).map(([name, id]) => ({
    name,
    value: encodeTag(id),
  }));
  if (attempt !== undefined) tags.push({ name: messageTagNames.attempt, value: String(attempt) });
  return tags;
}

/** Which step the tags of an event speak of; undefined unless organisation, enrollment and step are all there. */
export function readMessageTags(
  tags: Readonly<Record<string, readonly string[]>> | undefined,
): TaggedMessage | undefined {
  const read = (name: string) => {
    const value = tags?.[name]?.[0];
    return value === undefined ? undefined : decodeTag(value);
  };
  const organisation = read(messageTagNames.organisation);
  const enrollment = read(messageTagNames.enrollment);
  const step = read(messageTagNames.step);
  if (organisation === undefined || enrollment === undefined || step === undefined) return undefined;
  if (!isEnrollmentId(enrollment)) return undefined;
  const attempt = tags?.[messageTagNames.attempt]?.[0] ?? '';
  const message = { organisation, enrollment, step };
  return /^[1-9]\d{0,5}$/.test(attempt) ? { ...message, attempt: Number(attempt) } : message;
}
