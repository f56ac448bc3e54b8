import * as z from 'zod';
import { assertNever } from '#shared/domain/kernel/assert-never.ts';
import { readMessageTags } from '#shared/domain/provider-events/message-tags.ts';
import type { ProviderEvent } from '#shared/domain/provider-events/provider-event.ts';
import { providerMillis } from './provider-instant.ts';

/**
 * What each event of a text says of it. `delivered`: the phone or its carrier has it, which of the two AWS tells depends on
 * the country. `failed`: nobody got it, once it is the final word. `out`: it was taken and is under way, or what became of
 * it nobody will tell; it went out.
 */
const meanings = {
  TEXT_DELIVERED: 'delivered',
  TEXT_SUCCESSFUL: 'delivered',
  TEXT_SENT: 'out',
  TEXT_QUEUED: 'out',
  TEXT_PENDING: 'out',
  TEXT_UNKNOWN: 'out',
  TEXT_BLOCKED: 'failed',
  TEXT_CARRIER_BLOCKED: 'failed',
  TEXT_CARRIER_UNREACHABLE: 'failed',
  TEXT_INVALID: 'failed',
  TEXT_INVALID_MESSAGE: 'failed',
  TEXT_PROTECT_BLOCKED: 'failed',
  TEXT_SPAM: 'failed',
  TEXT_TTL_EXPIRED: 'failed',
  TEXT_UNREACHABLE: 'failed',
} as const satisfies Record<`TEXT_${string}`, 'delivered' | 'out' | 'failed'>;
type TextEventType = keyof typeof meanings;

/** Whether a type of event is of a text, one that is known here or not. */
export const isTextEventType = (type: string): boolean => type.startsWith('TEXT_');

/** Whether its meaning is known: AWS adds some over time. */
export const isKnownTextEventType = (type: string): boolean => Object.hasOwn(meanings, type);

/**
 * An event of a configuration set of AWS End User Messaging. Fields that are not named here are dropped. `context`: the
 * tags that the text was sent with; prices in US dollars, of all its parts.
 */
export const textEvent = z.object({
  eventType: z.custom<TextEventType>((type) => typeof type === 'string' && isKnownTextEventType(type)),
  eventTimestamp: providerMillis,
  isFinal: z.boolean(),
  destinationPhoneNumber: z.string().optional(),
  messageId: z.string().min(1),
  messageStatusDescription: z.string().optional(),
  context: z.record(z.string(), z.string()).nullish(),
  totalMessagePrice: z.number().nonnegative().optional().catch(undefined),
  totalCarrierFee: z.number().nonnegative().optional().catch(undefined),
});

/** The event in the form that all providers share. */
export function normalisedTextEvent(event: z.output<typeof textEvent>): ProviderEvent {
  const { eventType, messageStatusDescription: description } = event;
  const recipient = event.destinationPhoneNumber === undefined ? [] : [event.destinationPhoneNumber];
  const about = {
    messageId: event.messageId,
    recipient,
    sentTo: recipient,
    at: event.eventTimestamp,
    tags: readMessageTags(asTags(event.context ?? {})),
    ...priceOf(event),
  };
  const reason = description === undefined ? eventType : `${eventType}: ${description}`;
  const meaning = meanings[eventType];
  switch (meaning) {
    case 'delivered':
      return { ...about, kind: 'delivered' };
    case 'out':
      return { ...about, kind: 'sent' };
    case 'failed':
      return { ...about, kind: event.isFinal ? 'rejected' : 'delayed', reason };
    default:
      return assertNever(meaning);
  }
}

const asTags = (context: Readonly<Record<string, string>>): Record<string, string[]> =>
  Object.fromEntries(Object.entries(context).map(([name, value]) => [name, [value]]));

/** What the text costs, with the fee of its carrier: final events say so. */
function priceOf({
  isFinal,
  totalMessagePrice: price,
  totalCarrierFee: fee = 0,
}: z.output<typeof textEvent>): Pick<ProviderEvent, 'priceUsd'> {
  // To a hundred-thousandth, as AWS writes it: sums of binary fractions have more digits.
  return isFinal && price !== undefined ? { priceUsd: Math.round((price + fee) * 100_000) / 100_000 } : {};
}
