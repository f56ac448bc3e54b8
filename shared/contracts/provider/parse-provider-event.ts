import * as z from 'zod';
import { secondsBetween } from '#shared/domain/time/instants.ts';
import { assertNever } from '#shared/domain/kernel/assert-never.ts';
import { isOptOut } from '#shared/domain/inbound/opt-out-word.ts';
import { botRuleOf } from '#shared/domain/tracking/recognise-bot.ts';
import { FORWARDED_TAG, readMessageTags, TO_USERS_TAG } from '#shared/domain/provider-events/message-tags.ts';
import type { BotRule, ProviderEvent, Visitor } from '#shared/domain/provider-events/provider-event.ts';
import { problemsOf } from './json-text.ts';
import { sesIdentityNotification, sesPublishedEvent } from './ses-event.ts';
import type { SesPublishedEvent } from './ses-event.ts';
import { inboundText, isInboundText } from './inbound-text.ts';
import { isKnownTextEventType, isTextEventType, normalisedTextEvent, textEvent } from './text-event.ts';
import { unwrapSns } from './sns-envelope.ts';
import type { Instant } from '#shared/domain/kernel/instant.ts';

/**
 * What a message of the provider's topic turned out to be. `opt-out`: somebody answered STOP to a text; `at`: when it was
 * published, where that is known. `invalid` belongs in the dead-letter queue.
 */
export type ParsedProviderEvent =
  | { kind: 'event'; event: ProviderEvent }
  | { kind: 'opt-out'; number: string; at: Instant | undefined }
  | { kind: 'ignored'; why: string }
  | { kind: 'invalid'; problem: string };

/**
 * Reads a queue body: an SNS envelope or a raw message, holding SES event publishing, an identity notification, an event of
 * a text, or a text that somebody wrote to us.
 */
export function parseProviderEvent(body: string): ParsedProviderEvent {
  const unwrapped = unwrapSns(body);
  if (unwrapped.kind !== 'message') return unwrapped;
  if (isInboundText(unwrapped.value)) return optOutOf(unwrapped.value, unwrapped.at);
  const named = typeName.safeParse(unwrapped.value);
  if (!named.success) return { kind: 'invalid', problem: 'neither eventType nor notificationType' };
  const { eventType, notificationType } = named.data;
  if (isTextEventType(eventType ?? '')) return textEventOf(unwrapped.value, eventType ?? '');
  if (!known.has(eventType ?? notificationType ?? '')) {
    return { kind: 'ignored', why: `unknown type ${eventType ?? notificationType ?? ''}` };
  }
  const parsed =
    eventType === undefined
      ? identityEvent.safeParse(unwrapped.value)
      : sesPublishedEvent.safeParse(unwrapped.value);
  if (!parsed.success) return { kind: 'invalid', problem: problemsOf(parsed.error) };
  if (parsed.data.mail.tags?.[FORWARDED_TAG] !== undefined)
    return { kind: 'ignored', why: 'it is about a mail to a user' };
  return { kind: 'event', event: normalised(parsed.data) };
}

function textEventOf(value: unknown, type: string): ParsedProviderEvent {
  if (!isKnownTextEventType(type)) return { kind: 'ignored', why: `unknown type ${type}` };
  const parsed = textEvent.safeParse(value);
  if (!parsed.success) return { kind: 'invalid', problem: problemsOf(parsed.error) };
  return { kind: 'event', event: normalisedTextEvent(parsed.data) };
}

function optOutOf(value: unknown, at: Instant | undefined): ParsedProviderEvent {
  const parsed = inboundText.safeParse(value);
  if (!parsed.success) return { kind: 'invalid', problem: problemsOf(parsed.error) };
  const { originationNumber: number, messageBody, messageKeyword = '' } = parsed.data;
  return isOptOut(messageBody) || isOptOut(messageKeyword)
    ? { kind: 'opt-out', number, at }
    : { kind: 'ignored', why: 'a text that does not opt out' };
}

const typeName = z
  .object({ eventType: z.string().optional(), notificationType: z.string().optional() })
  .refine((value) => value.eventType !== undefined || value.notificationType !== undefined);

const known = new Set<string>(sesPublishedEvent.options.map((option) => option.shape.eventType.value));

/** An identity notification under the names of event publishing. */
const identityEvent = sesIdentityNotification.transform(
  ({ notificationType, ...rest }) => ({ eventType: notificationType, ...rest }) as SesPublishedEvent,
);

function normalised(ses: SesPublishedEvent): ProviderEvent {
  const { mail } = ses;
  const about = {
    messageId: mail.messageId,
    recipient: mail.destination,
    sentTo: mail.destination,
    at: mail.timestamp,
    tags: readMessageTags(mail.tags),
    ...(mail.tags?.[TO_USERS_TAG] !== undefined && { toUsers: true }),
  };
  switch (ses.eventType) {
    case 'Send':
      return { ...about, kind: 'sent' };
    case 'Delivery':
      return { ...about, kind: 'delivered', at: ses.delivery.timestamp, recipient: ses.delivery.recipients };
    case 'Bounce': {
      const { bounce } = ses;
      return {
        ...about,
        kind: 'bounced',
        at: bounce.timestamp,
        recipient: addressesOf(bounce.bouncedRecipients),
        bounce: {
          permanent: bounce.bounceType === 'Permanent',
          type: bounce.bounceType,
          subType: bounce.bounceSubType,
          diagnostic: bounce.bouncedRecipients[0]?.diagnosticCode ?? bounce.bouncedRecipients[0]?.status,
        },
      };
    }
    case 'Complaint':
      return {
        ...about,
        kind: 'complained',
        at: ses.complaint.timestamp,
        recipient: addressesOf(ses.complaint.complainedRecipients),
        complaint: { feedbackType: ses.complaint.complaintFeedbackType ?? undefined },
      };
    case 'Reject':
      return { ...about, kind: 'rejected', reason: ses.reject.reason };
    case 'DeliveryDelay':
      return {
        ...about,
        kind: 'delayed',
        at: ses.deliveryDelay.timestamp,
        recipient: addressesOf(ses.deliveryDelay.delayedRecipients),
        reason: ses.deliveryDelay.delayType,
      };
    case 'Open': {
      const { timestamp, isBotEvent, ...visitor } = ses.open;
      const machine = ruleOf(visitor, isBotEvent, mail.timestamp, timestamp);
      return { ...about, kind: 'opened', at: timestamp, open: visitor, machine };
    }
    case 'Click': {
      const { timestamp, isBotEvent, ...click } = ses.click;
      const machine = ruleOf(click, isBotEvent, mail.timestamp, timestamp);
      return { ...about, kind: 'clicked', at: timestamp, click, machine };
    }
    case 'Rendering Failure':
      return { ...about, kind: 'rendering-failed', reason: ses.failure.errorMessage };
    default:
      return assertNever(ses);
  }
}

const addressesOf = (recipients: { emailAddress: string }[]): string[] =>
  recipients.map((recipient) => recipient.emailAddress);

/** By our own rules first, which say more; then by the mark of SES. That it finds a bot unlikely overrules none of ours. */
function ruleOf(
  visitor: Visitor,
  isBotEvent: string | undefined,
  sentAt: Instant,
  at: Instant,
): BotRule | undefined {
  const own = botRuleOf({ ...visitor, secondsSinceSent: secondsBetween(sentAt, at) });
  if (own !== undefined || isBotEvent !== 'Likely') return own;
  return { rule: 'provider', sign: `isBotEvent ${isBotEvent}` };
}
