import * as z from 'zod/mini';
import type { EnrollmentId } from '../kernel/enrollment-id.ts';
import type { Instant } from '../kernel/instant.ts';
import { enrollmentIdText, number, text } from '../kernel/shapes.ts';
import { plusSeconds } from '../time/instants.ts';
import { instant } from '../time/instant-text.ts';

/** That an address was invited by a feedback sequence. */
const invitation = z.object({
  sequence: text,
  enrollment: enrollmentIdText,
  /** When its invitation was claimed for sending. */
  at: instant,
});
export type Invitation = z.output<typeof invitation>;

/**
 * When the feedback sequences of an organisation invited one address (C3, C4): an item per address. Written under its revision before an invitation is claimed, so that of two workers who
 * would invite one address at one instant one has to look again.
 */
export const contactLedger = z.object({
  organisation: text,
  /** The address: a mail address in lower case, or a phone number in E.164. */
  id: text,
  revision: number,
  /** The newest first. */
  invitations: z.array(invitation),
});
export type ContactLedger = z.output<typeof contactLedger>;

/** How far two invitations of one client are to be apart, in days of 24 hours; 0: any distance will do. */
export type Intervals = { betweenSequencesDays: number; betweenSendsDays: number };

/** Invitations that an address keeps: no interval reaches further back than so many days, and no more than so many. */
const keptDays = 730;
const mostKept = 200;

/** The interval that keeps an invitation back, and until when. */
export type Wait = {
  until: Instant;
  /** `same`: since the same sequence invited (C4); `different`: since another one did (C3). */
  between: 'same' | 'different';
  /** The sequence that invited last. */
  last: string;
  at: Instant;
  days: number;
};

/**
 * The interval that an invitation has to wait for, counted from the last invitations of the address (C3, C4): of several
 * the one that ends last, since the stricter wins. What the enrollment itself has noted does not count: it is its own
 * invitation, whose sending died or is tried again. Undefined: it may go by its intervals at `now`.
 */
export function intervalToWait(
  invitations: readonly Invitation[],
  own: { enrollment: EnrollmentId; sequence: string },
  { betweenSequencesDays, betweenSendsDays }: Intervals,
  now: Instant,
): Wait | undefined {
  let longest: Wait | undefined;
  for (const { sequence, enrollment, at } of invitations) {
    if (enrollment === own.enrollment) continue;
    const between = sequence === own.sequence ? ('same' as const) : ('different' as const);
    const days = between === 'same' ? betweenSendsDays : betweenSequencesDays;
    const until = intervalEnd({ since: at, days });
    if (until <= now || (longest !== undefined && until <= longest.until)) continue;
    longest = { until, between, last: sequence, at, days };
  }
  return longest;
}

/** When an interval of so many days ends, counted from an invitation. */
export function intervalEnd({ since, days }: { since: Instant; days: number }): Instant {
  return plusSeconds(since, days * 86_400);
}

/** The invitations of an address with one more; what no interval can reach any more is forgotten. */
export function withInvitation(invitations: readonly Invitation[], invited: Invitation): Invitation[] {
  const oldest = plusSeconds(invited.at, -keptDays * 86_400);
  const others = withoutInvitation(invitations, invited.enrollment);
  return [invited, ...others.filter(({ at }) => at >= oldest)].slice(0, mostKept);
}

/** The invitations of an address without those of an enrollment, which did not go out after all. */
export function withoutInvitation(
  invitations: readonly Invitation[],
  enrollment: EnrollmentId,
): Invitation[] {
  return invitations.filter((invited) => invited.enrollment !== enrollment);
}

/** Minutes after which a worker that noted an invitation has claimed it, or is dead. */
export const CLAIMED_MINUTES = 10;
