import {
  secondOf,
  tokensGiven,
  tokensOf,
  tokensToAsk,
  untilNextSecond,
  type Lease,
} from '../domain/sending-rate/lease.ts';
import type { Mailer } from '../ports/sender.ts';

/** How fast the account may send. */
export type SendRate = {
  /** Mails a second; undefined where it is not known at present. */
  perSecond(): Promise<number | undefined>;
};

/** Counts the tokens of each second, for all instances of a stage. */
export type TokenBucket = {
  /** Adds to the count of a second (since 1970) and says what it is then. */
  add(second: number, tokens: number): Promise<number>;
};

/** The wall clock, by which instances agree on the second, a clock that never stands still, and waiting: in milliseconds. */
type Time = { now: () => number; elapsed: () => number; wait: (ms: number) => Promise<void> };
const realTime: Time = {
  now: () => Date.now(),
  elapsed: () => performance.now(),
  wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
};

/** A mail is not kept back longer than this: then the provider decides, and says if it is too fast. */
const LONGEST_WAIT_MS = 3_000;

/**
 * Sends no faster than the account may: each mail takes a token of the present second for each recipient, and where there
 * are too few waits for the next. The tokens keep the provider from refusing; that it does all the same is not excluded, and no harm.
 */
export function rateLimitedMailer(
  mailer: Mailer,
  { sendRate, bucket, time = realTime }: { sendRate: SendRate; bucket: TokenBucket; time?: Time },
): Mailer {
  let lease: Lease | undefined;

  async function takeTokens(recipients: number, deadline: number): Promise<void> {
    const perSecond = await sendRate.perSecond();
    if (perSecond === undefined) return;
    const wanted = tokensOf(recipients, perSecond);
    for (let left = deadline - time.elapsed(); left > 0; left = deadline - time.elapsed()) {
      const now = time.now();
      const second = secondOf(now);
      const had = lease?.second === second ? lease.left : 0;
      if (lease === undefined || had < wanted) {
        const asked = tokensToAsk(lease, second, perSecond, wanted - had);
        const count = await countOf(bucket, second, asked);
        if (count === undefined) return;
        lease = { second, asked, left: had + tokensGiven(asked, count, perSecond) };
      }
      if (lease.left >= wanted) {
        lease = { ...lease, left: lease.left - wanted };
        return;
      }
      await time.wait(Math.min(untilNextSecond(now), left));
    }
  }

  // One after the other: mails that are sent side by side share the lease.
  let turn: Promise<void> = Promise.resolve();
  return {
    async send(mail) {
      const deadline = time.elapsed() + LONGEST_WAIT_MS;
      const take = () => takeTokens(1 + (mail.alsoTo?.length ?? 0), deadline);
      turn = turn.then(take, take);
      await turn;
      return mailer.send(mail);
    },
  };
}

/** Undefined where it cannot be counted at present: no mail is kept back for that, the provider has its own count. */
async function countOf(bucket: TokenBucket, second: number, tokens: number): Promise<number | undefined> {
  try {
    return await bucket.add(second, tokens);
  } catch (error) {
    console.warn('the send rate is not counted at present', error);
    return undefined;
  }
}
