import * as z from 'zod/mini';
import type { UserId } from '../kernel/ids.ts';
import type { Carrier } from '../channels/channels.ts';
import type { Instant } from '../kernel/instant.ts';
import { enrollmentIdText, number, text, userIdText } from '../kernel/shapes.ts';
import { instant } from '../time/instant-text.ts';

/** Whom a hold concerns: everybody of the stage, one organisation, or what goes out in one user's name. */
export const holdLevels = ['stage', 'organisation', 'sender'] as const;
export type HoldLevel = (typeof holdLevels)[number];

/** What can be held, by who carries it. Tasks cannot: they go out through nobody. */
export const heldChannels = ['mail', 'sms'] as const satisfies readonly Carrier[];
export type HeldChannel = Carrier;

/** What a hold keeps back: one channel, or all of them. */
const holdScope = z.object({
  level: z.enum(holdLevels),
  channel: z.enum([...heldChannels, 'all']),
  /** The sender; of level `sender` alone. */
  userId: z.optional(userIdText),
});
export type HoldScope = z.output<typeof holdScope>;

/** Why it holds. `person`: somebody said so; `provider`: it refused because of the account, not of the message. */
const holdReason = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('provider'), code: text, message: text }),
  z.object({ kind: z.literal('person'), userId: userIdText, note: z.optional(text) }),
]);
export type HoldReason = z.output<typeof holdReason>;

/** `at`: from when on a message may be let through. `enrollment`: whose message that is, until `at` comes. */
const holdProbe = z.object({ at: instant, enrollment: z.optional(enrollmentIdText) });
export type HoldProbe = z.output<typeof holdProbe>;

/**
 * Sending that is kept back (F10): the steps concerned queue in their lanes, none counts as tried, and none is lost.
 *
 * A hold begins in one of two ways, and ends in three.
 *
 * - The **provider** refuses a message because of us: an identity that is not verified, an account that is paused, a
 *   quota that is used up. The next message would be refused alike, so it is held. After an interval one message is let
 *   through as a probe. Refused again, the interval doubles, up to an hour; accepted, the hold is over.
 * - A **person** holds: an admin an organisation or a sender, the operator the whole stage. Nothing is let through,
 *   until that person or another releases it, or `until` comes.
 *
 * When it is over, the lanes concerned are woken, and what queued goes through windows, caps and pacing like anything
 * else. One hold an organisation and scope: the id says the scope. A person's hold takes the place of the provider's.
 */
export const hold = z.object({
  ...holdScope.shape,
  /** `EVERY_ORGANISATION` for a hold of the whole stage. */
  organisation: text,
  /** See {@link holdId}. */
  id: text,
  revision: number,
  reason: holdReason,
  since: instant,
  /** When it ends by itself; without it somebody or a probe ends it. */
  until: z.optional(instant),
  /** Of a provider's hold alone. */
  probe: z.optional(holdProbe),
  /** How often the provider has refused: the one that began it, and each probe since. 0 of a person's hold. */
  refusals: number,
});
export type Hold = z.output<typeof hold>;

/** Under what the holds of the whole stage are stored; no organisation is called so. */
export const EVERY_ORGANISATION = '*';

/** `stage.mail`, `organisation.all`, `sender.<user>.sms` … */
export function holdId({ level, channel, userId }: HoldScope): string {
  return level === 'sender' ? `${level}.${userId ?? ''}.${channel}` : `${level}.${channel}`;
}

const form = /^(?:(stage|organisation)|(sender)\.([a-z0-9-]+))\.(mail|sms|all)$/;

/** The scope that an id says; undefined: it is no id of a hold. */
export function scopeOfHold(id: string): HoldScope | undefined {
  const [, wide, sender, userId, channel] = form.exec(id) ?? [];
  const level = holdLevels.find((each) => each === (wide ?? sender));
  if (level === undefined) return undefined;
  return { level, channel: channel as HoldScope['channel'], ...(userId !== undefined && { userId }) };
}

/** True until the moment at which it ends by itself. */
export function isInForce({ until }: Pick<Hold, 'until'>, now: Instant): boolean {
  return until === undefined || until > now;
}

/** True if it keeps back what goes out in this user's name through this channel. */
export function concerns(hold: HoldScope, sender: { userId: UserId; channel: HeldChannel }): boolean {
  if (hold.channel !== 'all' && hold.channel !== sender.channel) return false;
  return hold.level !== 'sender' || hold.userId === sender.userId;
}

/**
 * The hold that keeps back what goes out in a user's name through a channel; undefined: nothing does. Of several, a
 * person's goes before the provider's, since it lets no probe through; then the wider before the narrower.
 *
 * @param holds those of the organisation and of the stage.
 */
export function holdOn(
  holds: readonly Hold[],
  sender: { userId: UserId; channel: HeldChannel },
  now: Instant,
): Hold | undefined {
  if (holds.length === 0) return undefined;
  const rank = ({ reason, level }: Hold) =>
    (reason.kind === 'person' ? 0 : holdLevels.length) + holdLevels.indexOf(level);
  return holds
    .filter((hold) => isInForce(hold, now) && concerns(hold, sender))
    .toSorted((a, b) => rank(a) - rank(b))[0];
}
