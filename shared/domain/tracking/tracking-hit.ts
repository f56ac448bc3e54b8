import * as z from 'zod/mini';
import { channels, messageChannels } from '../channels/channels.ts';
import type { Instant } from '../kernel/instant.ts';
import { text, number } from '../kernel/shapes.ts';
import { botRule } from '../provider-events/provider-event.ts';
import { trackedLink } from '../templates/track-links.ts';
import { instant } from '../time/instant-text.ts';
import { plusSeconds, secondsBetween, textOf } from '../time/instants.ts';
import { botSigns } from './bot-signs.ts';
import { linkedMessage } from './link-token.ts';

/**
 * An opening or a click as it came in, without who it was. Whether it was a person is decided a little later, when it
 * is known what else was clicked meanwhile (F8): it is an activity only then, and for good.
 */
export const trackingHit = z.object({
  ...linkedMessage.shape,
  /** Made from what was visited and the second, so that a click doubled by a program is one. */
  id: text,
  what: z.enum(['opened', 'clicked']),
  channel: z.enum(messageChannels),
  /** In whole seconds. */
  at: instant,
  /** What was clicked. */
  link: z.optional(trackedLink),
  /** The rule that took it for a bot's by itself. */
  machine: z.optional(botRule),
});
export type TrackingHit = z.output<typeof trackingHit>;

/** A hit as kept until it is decided about; gone some time after `expiresAt`, in seconds of Unix time. */
export const storedHit = z.object({ ...trackingHit.shape, revision: number, expiresAt: number });
export type StoredHit = z.output<typeof storedHit>;

/** The id of a hit: `<enrollment>.<step>.<opened|link number>.<second>`, and `.m` for a bot's. */
export function hitId({ enrollment, step, link, at, machine }: Omit<TrackingHit, 'id'>): string {
  const what = link === undefined ? 'opened' : String(link.number);
  const second = textOf(at).replaceAll(/\D/g, '').slice(0, 14);
  return `${enrollment}.${step}.${what}.${second}${machine === undefined ? '' : '.m'}`;
}

/** A second longer than links that belong to one burst can be apart. */
const waitSeconds = botSigns.burst.seconds + 1;

/** How long a hit waits until it is decided about, in seconds: until no other can make it part of a burst (F8). */
export function secondsToWait({ link, machine }: Pick<TrackingHit, 'link' | 'machine'>): number {
  return machine === undefined && link !== undefined && link.of > 1 ? waitSeconds : 0;
}

/** Whether a hit came so soon after the sending that it may be a scanner's, which looks at HTML as it is delivered (F8). */
export function isEarly({ channel, sentAt, at }: Pick<TrackingHit, 'channel' | 'sentAt' | 'at'>): boolean {
  return channels[channel].rich && secondsBetween(sentAt, at) < botSigns.early.seconds;
}

/** How long after it came an early hit is looked at again, in seconds, as long as its delivery is not told of. */
const looks = [10, 60, botSigns.early.toldSeconds];

/**
 * How long an early hit whose delivery is not told of yet waits from now on, in whole seconds; 0: it is decided without, since
 * it would have been told of by then (F8).
 */
export function secondsUntilTold(hit: Pick<TrackingHit, 'channel' | 'sentAt' | 'at'>, now: Instant): number {
  const waited = secondsBetween(hit.at, now);
  const next = isEarly(hit) ? looks.find((seconds) => seconds > waited) : undefined;
  return next === undefined ? 0 : Math.ceil(next - waited);
}

/** From when on hits are kept no longer. */
export function hitExpiry(at: Instant): Instant {
  return plusSeconds(at, 86_400);
}
