import * as z from 'zod';
import type { Instant } from '#shared/domain/kernel/instant.ts';
import { jsonText, problemsOf } from './json-text.ts';
import { providerInstant } from './provider-instant.ts';

/** What SNS puts around a message; unknown fields are let through. */
const snsEnvelope = z.discriminatedUnion('Type', [
  z.object({
    Type: z.literal('Notification'),
    MessageId: z.string(),
    TopicArn: z.string(),
    Message: z.string(),
    Timestamp: providerInstant.optional().catch(undefined),
  }),
  z.object({ Type: z.literal('SubscriptionConfirmation') }),
  z.object({ Type: z.literal('UnsubscribeConfirmation') }),
]);

/** A queue body with its envelope taken off. `at`: when it was published, where the envelope says so. */
export type Unwrapped =
  | { kind: 'message'; value: unknown; at?: Instant | undefined }
  | { kind: 'ignored'; why: string }
  | { kind: 'invalid'; problem: string };

/** Takes a message out of a queue's body, whether SNS delivers it raw or in its envelope. */
export function unwrapSns(body: string): Unwrapped {
  const outer = jsonText.safeParse(body);
  if (!outer.success)
    return isGreeting(body) ? greeting : { kind: 'invalid', problem: problemsOf(outer.error) };
  if (!isEnvelope(outer.data)) return { kind: 'message', value: outer.data };
  const envelope = snsEnvelope.safeParse(outer.data);
  if (!envelope.success) return { kind: 'invalid', problem: `SNS envelope: ${problemsOf(envelope.error)}` };
  if (envelope.data.Type !== 'Notification') return { kind: 'ignored', why: envelope.data.Type };
  const inner = jsonText.safeParse(envelope.data.Message);
  if (inner.success) return { kind: 'message', value: inner.data, at: envelope.data.Timestamp };
  return isGreeting(envelope.data.Message)
    ? greeting
    : { kind: 'invalid', problem: `Message: ${problemsOf(inner.error)}` };
}

const isEnvelope = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && 'Type' in value;

/** SES tries a topic that it is given with a sentence in plain text. */
const isGreeting = (text: string): boolean => text.startsWith('Successfully validated SNS topic');
const greeting: Unwrapped = { kind: 'ignored', why: 'topic validation' };
