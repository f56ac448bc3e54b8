/**
 * The account's send rate, shared by instances that know nothing of each other: every second has as many tokens as the
 * rate, and an instance leases some of them before it sends, with one addition to the second's count.
 */
export type Lease = {
  /** Seconds since 1970, whole: tokens are good for that second alone. */
  second: number;
  /** How many were asked for. */
  asked: number;
  /** How many of those that were given are left. */
  left: number;
};

/** Most tokens leased at once: one write for ten mails, and no instance takes a second away from all others. */
const MOST_LEASED = 10;

/** How many tokens a mail takes: one for each recipient, as the provider counts; at most all of a second, or it would never go. */
export function tokensOf(recipients: number, perSecond: number): number {
  return Math.min(recipients, wholeRate(perSecond));
}

/**
 * How many tokens to ask for, `missing` at least. Twice as many as before where those were all used in the same second; else as many as
 * were used, so that who sends one now and then takes one, and who sends a lot asks once for ten.
 */
export function tokensToAsk(
  before: Lease | undefined,
  second: number,
  perSecond: number,
  missing = 1,
): number {
  return tokensOf(Math.max(missing, Math.min(MOST_LEASED, tokensToLease(before, second))), perSecond);
}

function tokensToLease(before: Lease | undefined, second: number): number {
  if (before === undefined) return 1;
  return before.second === second ? before.asked * 2 : before.asked - before.left;
}

/** How many of the tokens asked for are given, when the count of their second is `count` after they were added. */
export function tokensGiven(asked: number, count: number, perSecond: number): number {
  return Math.min(asked, Math.max(0, wholeRate(perSecond) - (count - asked)));
}

/** The second that a moment lies in, from milliseconds since 1970. */
export function secondOf(ms: number): number {
  return Math.floor(ms / 1_000);
}

/** Milliseconds from a moment until the second after it begins: at least one. */
export function untilNextSecond(ms: number): number {
  return 1_000 - (((ms % 1_000) + 1_000) % 1_000);
}

/** A rate below one a second gives one: the provider says when that is too much. */
function wholeRate(perSecond: number): number {
  return Math.max(1, Math.floor(perSecond));
}
