import * as z from 'zod/mini';
import type { LeadId } from '../kernel/ids.ts';
import type { Instant } from '../kernel/instant.ts';
import { leadIdText, number, sequenceIdText, text, userIdText } from '../kernel/shapes.ts';
import { leadButtons, type LeadButton } from '../settings/lead-webhook.ts';
import { instant } from '../time/instant-text.ts';
import { plusSeconds, secondsBetween } from '../time/instants.ts';
import { nextWait, triesInAll } from './retry-plan.ts';

/** What a webhook is told of (A14, C7). */
export const webhookTypes = [
  'lead.converted',
  'lead.disqualified',
  'survey.answered',
  'webhook.test',
] as const;
export type WebhookType = (typeof webhookTypes)[number];

export const deliveryStatuses = ['pending', 'delivered', 'failed'] as const;

/** One call of the receiver. Without status and error: under way, or its worker died. */
const deliveryAttempt = z.object({
  at: instant,
  durationMs: z.optional(number),
  status: z.optional(number),
  error: z.optional(text),
  /** The beginning of what was answered. */
  answer: z.optional(text),
});
export type DeliveryAttempt = z.output<typeof deliveryAttempt>;

/**
 * One piece of news for a webhook, and the log of its delivery (A14). It is written before the lead is, so that it
 * cannot be lost, and goes out only once the lead says the same (`confirmed`). It is `pending` until the receiver has
 * taken it (`delivered`) or it is given up (`failed`); a person may then have it sent again, which makes it pending.
 */
export const webhookDelivery = z.object({
  organisation: text,
  /** Also the `webhook-id` that the receiver can tell repeats by. See `deliveryId`. */
  id: text,
  revision: number,
  /** Absent on a test. */
  leadId: z.optional(leadIdText),
  /** Whose settings say where it goes: the lead's owner when the button was used. Of a test: who asked for it. */
  ownerId: userIdText,
  /** The button that was used; undefined: it is an answer to a survey. */
  button: z.optional(z.enum(leadButtons)),
  /** Of an answer: the feedback sequence whose webhook is told (C7). */
  sequenceId: z.optional(sequenceIdText),
  /** Of a test: the level whose webhook is tried. */
  scope: z.optional(text),
  type: z.enum(webhookTypes),
  /** When the button was used, and by whom. */
  at: instant,
  by: text,
  /** What is sent, the same every time. */
  body: text,
  /** The lead was seen to have left at `at`. */
  confirmed: z.boolean(),
  state: z.discriminatedUnion('status', [
    /** `tries`: made since it became pending. */
    z.object({ status: z.literal('pending'), nextAt: instant, tries: number }),
    z.object({ status: z.literal('delivered'), at: instant }),
    z.object({ status: z.literal('failed'), at: instant, reason: z.enum(['gave-up', 'gone', 'off']) }),
  ]),
  /** The latest, oldest first. */
  attempts: z.array(deliveryAttempt),
  createdAt: instant,
  /** Unix time in seconds after which it is forgotten. */
  expiresAt: number,
});
export type WebhookDelivery = z.output<typeof webhookDelivery>;

/** How long a delivery is kept, in seconds: 30 days. */
export const KEPT_SECONDS = 30 * 86_400;
/** A call that has been under way for longer, in seconds, has lost its worker. Longer than a call can take. */
const LOST_SECONDS = 40;
/** Attempts kept of one delivery. */
const MOST_ATTEMPTS = 30;

/** The id of the news that a lead left at an instant: the same cause gives the same id. No dots, as signatures want. */
export function deliveryId(leadId: LeadId, button: LeadButton, atMs: number): string {
  return `${leadId}-${button === 'convert' ? 'c' : 'd'}-${atMs.toString(36)}`;
}

/** The id of the news that a client answered something. `hash`: made from the response and its revision, 16 of a–z, 0–9. */
export function answerDeliveryId(leadId: LeadId, hash: string): string {
  return `${leadId}-a-${hash}`;
}

/** What a worker should do with a delivery now. */
export type DueKind = 'nothing' | 'busy' | 'try';

/** Whether it is time: another worker may be calling, or a wake-up may have come early or late. */
export function dueKind({ state, attempts }: WebhookDelivery, now: Instant): DueKind {
  if (state.status !== 'pending' || state.nextAt > now) return 'nothing';
  const last = attempts.at(-1);
  return last !== undefined && isOpen(last) && secondsBetween(last.at, now) < LOST_SECONDS ? 'busy' : 'try';
}

/** A call begins. One that was left open has lost its worker, and whether it arrived is not known. */
export function begun(delivery: WebhookDelivery, now: Instant): WebhookDelivery {
  const before = delivery.attempts.map((attempt) =>
    isOpen(attempt) ? { ...attempt, error: 'Interrupted: whether it arrived is not known.' } : attempt,
  );
  return {
    ...delivery,
    revision: delivery.revision + 1,
    attempts: [...before, { at: now }].slice(-MOST_ATTEMPTS),
  };
}

/** What came of a call. `retryAfterSeconds`: as the receiver asked for (429, 503). */
export type CallOutcome = {
  durationMs: number;
  status?: number | undefined;
  error?: string | undefined;
  answer?: string | undefined;
  retryAfterSeconds?: number | undefined;
};

/**
 * What the outcome of the call begun at `at` makes of a delivery: 2xx delivers it, 410 ends it, anything else is tried
 * again over about a day. A test is tried once.
 */
export function settled(delivery: WebhookDelivery, at: Instant, outcome: CallOutcome): WebhookDelivery {
  const { retryAfterSeconds, ...known } = outcome;
  const end = plusSeconds(at, outcome.durationMs / 1000);
  const attempts = delivery.attempts.map((attempt) =>
    attempt.at === at && isOpen(attempt) ? { ...attempt, ...known } : attempt,
  );
  const next = { ...delivery, revision: delivery.revision + 1, attempts };
  const { state } = delivery;
  const { status = 0 } = outcome;
  if (status >= 200 && status < 300) return { ...next, state: { status: 'delivered', at: end } };
  if (state.status !== 'pending') return next;
  if (status === 410) return { ...next, state: { status: 'failed', at: end, reason: 'gone' } };
  const tries = state.tries + 1;
  if (tries >= (delivery.type === 'webhook.test' ? 1 : triesInAll)) {
    return { ...next, state: { status: 'failed', at: end, reason: 'gave-up' } };
  }
  const wait = nextWait(delivery.id, tries, retryAfterSeconds);
  return { ...next, state: { status: 'pending', nextAt: plusSeconds(end, wait), tries } };
}

/** There is no active webhook to send it to any more. */
export function switchedOff(delivery: WebhookDelivery, now: Instant): WebhookDelivery {
  return {
    ...delivery,
    revision: delivery.revision + 1,
    state: { status: 'failed', at: now, reason: 'off' },
  };
}

/** To be sent at once, whatever became of it before: the whole day of tries begins anew. */
export function againPending(delivery: WebhookDelivery, now: Instant): WebhookDelivery {
  return {
    ...delivery,
    revision: delivery.revision + 1,
    state: { status: 'pending', nextAt: now, tries: 0 },
  };
}

function isOpen({ status, error }: DeliveryAttempt): boolean {
  return status === undefined && error === undefined;
}
