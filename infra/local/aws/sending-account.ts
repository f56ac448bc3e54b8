import * as z from 'zod';
import type { SentMail } from './mailbox.ts';
import { AwsError } from './wire.ts';

/**
 * How the account stands with SES and the services for texts. `faults` make one call fail; this makes all of them, as when AWS pauses an
 * account or has not let it out of the sandbox.
 */
export const sendingAccountInput = z.partialRecord(
  z.enum(['mail', 'sms']),
  z.strictObject({
    /** Sending is paused for the account. */
    paused: z.boolean().optional(),
    /** Messages go to verified addresses and numbers alone. */
    sandbox: z.boolean().optional(),
    /** The quota of the day, or of the month's spending, is used up. */
    quotaUsedUp: z.boolean().optional(),
    /** Addresses and domains in whose name nobody may send; in the sandbox every other recipient is unverified too. */
    unverified: z.array(z.string()).optional(),
    /** Recipients that are verified, in the sandbox. */
    verified: z.array(z.string()).optional(),
    /** Mails a second, as `GetAccount` says. */
    sendRate: z.number().positive().optional(),
  }),
);

type Standing = {
  paused: boolean;
  sandbox: boolean;
  quotaUsedUp: boolean;
  unverified: readonly string[];
  verified: readonly string[];
  sendRate: number;
};

/** In good standing, and so fast that nothing waits on one machine. */
const good: Standing = {
  paused: false,
  sandbox: false,
  quotaUsedUp: false,
  unverified: [],
  verified: [],
  sendRate: 10_000,
};

/** The account of this machine. */
export class SendingAccount {
  #mail: Standing = good;
  #sms: Standing = good;
  #charged = { second: '', recipients: 0 };

  /** Changes what is given, and leaves the rest as it is. */
  change(given: z.output<typeof sendingAccountInput>): void {
    this.#mail = { ...this.#mail, ...defined(given.mail) };
    this.#sms = { ...this.#sms, ...defined(given.sms) };
  }

  get standing(): { mail: Standing; sms: Standing } {
    return { mail: this.#mail, sms: this.#sms };
  }

  /**
   * Counts a mail in its second, by its recipients as SES does; throws what SES answers to one that is too many. One to
   * more recipients than go in a second goes where it is the first.
   */
  chargeMail({ to, at }: Pick<SentMail, 'to' | 'at'>): void {
    const second = at.slice(0, 'YYYY-MM-DDTHH:MM:SS'.length);
    const before = this.#charged.second === second ? this.#charged.recipients : 0;
    const recipients = before + to.length;
    if (before > 0 && recipients > this.#mail.sendRate)
      throw new AwsError(429, 'TooManyRequestsException', 'Maximum sending rate exceeded.');
    this.#charged = { second, recipients };
  }

  /** Throws what SES answers to a mail that the account may not send. */
  checkMail(mail: Pick<SentMail, 'from' | 'to'>, region: string): void {
    const { paused, quotaUsedUp, sandbox, unverified, verified } = this.#mail;
    if (paused) {
      throw new AwsError(
        400,
        'SendingPausedException',
        'Sending paused for this account. For more information, please check the inbox of the email address associated with your AWS account.',
      );
    }
    const from = addressOf(mail.from);
    const failed = isAmong(from, unverified) ? [mail.from, ...(from === mail.from ? [] : [from])] : [];
    if (sandbox) failed.push(...mail.to.filter((to) => !isAmong(addressOf(to), verified)));
    if (failed.length > 0) {
      throw new AwsError(
        400,
        'MessageRejected',
        `Email address is not verified. The following identities failed the check in region ${region.toUpperCase()}: ${failed.join(', ')}`,
      );
    }
    if (quotaUsedUp) throw new AwsError(400, 'LimitExceededException', 'Daily message quota exceeded.');
  }

  /** Why the account may not send a text; each service says so in its own words. */
  refusalOfText(to: string): 'paused' | 'sandbox' | 'quota' | undefined {
    const { paused, quotaUsedUp, sandbox, verified } = this.#sms;
    if (paused) return 'paused';
    if (sandbox && !verified.includes(to)) return 'sandbox';
    return quotaUsedUp ? 'quota' : undefined;
  }
}

/** The address of `Ana <ana@acme.example>`. */
function addressOf(mailbox: string): string {
  return /<([^<>]+)>\s*$/.exec(mailbox)?.[1] ?? mailbox;
}

function isAmong(address: string, identities: readonly string[]): boolean {
  const domain = address.slice(address.lastIndexOf('@') + 1);
  return identities.includes(address) || identities.includes(domain);
}

function defined(
  given: Partial<{ [Key in keyof Standing]: Standing[Key] | undefined }> = {},
): Partial<Standing> {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
}
