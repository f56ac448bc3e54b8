import { GetAccountCommand, SESv2Client } from '@aws-sdk/client-sesv2';
import type { SendRate } from '../rate-limited-mailer.ts';
import { clientSettings } from './client-settings.ts';

/** The rate changes when AWS raises it, or puts the account on probation. */
const GOOD_FOR_MS = 5 * 60_000;
/** How soon it is asked for again when it could not be read. */
const AGAIN_AFTER_MS = 30_000;

/** So much of the mails that SES allows in 24 hours that somebody should ask for more. */
const NEAR_SHARE = 0.8;

type Options = {
  now?: () => number;
  /** Told each time the account is read and has sent most of what SES allows it in 24 hours. */
  onQuotaNears?: (quota: { sent: number; allowed: number }) => void;
};

/** The send rate of the account in this Region, as SES says; read at most every few minutes. */
export function sesSendRate({ now = () => Date.now(), onQuotaNears }: Options = {}): SendRate {
  const client = new SESv2Client(clientSettings({ attempts: 2, timeoutMs: 2_000 }));
  let known: number | undefined;
  let readAgainAt = -Infinity;
  return {
    async perSecond() {
      if (now() < readAgainAt) return known;
      // Before the call, so that who asks meanwhile does not call too.
      readAgainAt = now() + AGAIN_AFTER_MS;
      try {
        const { SendQuota: quota } = await client.send(new GetAccountCommand());
        known = quota?.MaxSendRate;
        readAgainAt = now() + GOOD_FOR_MS;
        const { SentLast24Hours: sent = 0, Max24HourSend: allowed = -1 } = quota ?? {};
        // An account without a limit has -1.
        if (allowed > 0 && sent >= NEAR_SHARE * allowed) onQuotaNears?.({ sent, allowed });
      } catch (error) {
        // Sending goes on at the rate known before, or unlimited: SES itself refuses what is too fast.
        console.warn('the send rate of the account cannot be read', error);
      }
      return known;
    },
  };
}
