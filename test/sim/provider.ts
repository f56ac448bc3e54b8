import { FORWARDED_TAG, TO_USERS_TAG } from '#shared/domain/provider-events/message-tags.ts';
import { AwsFailure } from './aws/aws-failure.ts';
import type { PublishedText, SentEmail } from './aws/inputs.ts';
import type { Process } from './process.ts';
import type { Random } from './random.ts';
import type { Surroundings } from './surroundings.ts';

/** A message as the provider got it: all that an auditor of the sending is to know, and who called. */
export type Received = {
  /** Its place among all that happened. */
  order: number;
  /** Epoch milliseconds. */
  at: number;
  channel: 'mail' | 'sms';
  messageId: string;
  /** The name in From, or at the end of a text: whose message it is. */
  sender: string;
  to: string;
  subject: string;
  text: string;
  replyTo: string;
  headers: Record<string, string>;
  tags: Record<string, string>;
  /** Whether it reached the recipient, whatever the caller was told. */
  reached: boolean;
  /** The invocation that called. */
  by: { id: string; functionId: string; startedAt: number; startedOrder: number; disturbed: boolean };
};

export type Account = 'good' | 'paused' | 'quota' | 'sandbox';

const refusals: Record<Exclude<Account, 'good'>, (to: string) => AwsFailure> = {
  paused: () => new AwsFailure('SendingPausedException', 400, 'Sending paused for this account.'),
  quota: () => new AwsFailure('LimitExceededException', 400, 'Daily message quota exceeded.'),
  sandbox: (to) =>
    new AwsFailure(
      'MessageRejected',
      400,
      `Email address is not verified. The following identities failed the check in region EU-WEST-1: ${to}`,
    ),
};

/** Whether it goes to a user and not to a lead: an answer that is forwarded, or what an automation tells. */
const isForwarded = ({ tags }: Pick<Received, 'tags'>): boolean => tags[FORWARDED_TAG] !== undefined;
const isTold = ({ tags }: Pick<Received, 'tags'>): boolean => tags[TO_USERS_TAG] !== undefined;

/** SES and SNS: what they were handed, and what they tell of it afterwards. */
export class Provider {
  readonly #world: Surroundings;
  readonly #random: Random;
  readonly received: Received[] = [];
  /** What went to users: answers of leads that were forwarded. */
  readonly forwarded: Received[] = [];
  /** What automations told users (E1). */
  readonly told: Received[] = [];
  /** Of which mails to leads SES told that they were delivered, and when at first, in epoch milliseconds. */
  readonly delivered = new Map<string, number>();
  /** When a message was refused because of the account, in epoch milliseconds. */
  readonly refused: number[] = [];
  /** Mails a second. */
  sendRate = 14;
  /** What happens once while the next message is at the provider, which answers so much later, in milliseconds. */
  meanwhile: { ms: number; begin: (message: Received) => void } | undefined;
  account: { mail: Account; sms: Account } = { mail: 'good', sms: 'good' };

  constructor(world: Surroundings, random: Random) {
    this.#world = world;
    this.#random = random;
  }

  sendMail(process: Process, mail: SentEmail): Promise<unknown> {
    const [to = ''] = mail.Destination.ToAddresses;
    const named = (pairs: { Name: string; Value: string }[]) =>
      Object.fromEntries(pairs.map(({ Name, Value }) => [Name, Value]));
    return this.#take(process, 'ses.sendEmail', {
      channel: 'mail',
      sender: /^"?([^"<]*?)"? </.exec(mail.FromEmailAddress)?.[1] ?? '',
      to,
      subject: mail.Content.Simple.Subject.Data,
      text: mail.Content.Simple.Body.Text.Data,
      replyTo: mail.ReplyToAddresses[0] ?? '',
      headers: named(mail.Content.Simple.Headers),
      tags: named(mail.EmailTags),
    });
  }

  sendText(process: Process, { PhoneNumber: to, Message: text }: PublishedText): Promise<unknown> {
    const sender = /— (\S+)$/.exec(text)?.[1] ?? '';
    const rest = { subject: '', replyTo: '', headers: {}, tags: {} };
    return this.#take(process, 'sns.publish', { channel: 'sms', sender, to, text, ...rest });
  }

  async #take(
    process: Process,
    name: string,
    message: Pick<
      Received,
      'channel' | 'sender' | 'to' | 'subject' | 'text' | 'replyTo' | 'headers' | 'tags'
    >,
  ): Promise<unknown> {
    const { faults } = this.#world;
    const standing = this.account[message.channel];
    if (standing !== 'good') {
      return process.call(name, () => {
        this.refused.push(this.#world.agenda.now);
        throw refusals[standing](message.to);
      });
    }
    if (faults.happens('provider-throttles')) {
      return process.call(name, () => {
        throw new AwsFailure('TooManyRequestsException', 429, 'Maximum sending rate exceeded.');
      });
    }
    if (faults.happens('provider-refuses')) {
      return process.call(name, () => {
        throw new AwsFailure('MessageRejected', 400, 'The message contains a virus.');
      });
    }
    if (faults.happens('message-lost')) return this.#outOfTime(process, name, () => undefined);
    const accept = () => ({ MessageId: this.#accept(process, message) });
    if (faults.happens('answer-lost')) return this.#outOfTime(process, name, accept);
    const { meanwhile } = this;
    if (meanwhile === undefined || isForwarded(message) || isTold(message)) return process.call(name, accept);
    this.meanwhile = undefined;
    const answer = await process.call(name, accept);
    const taken = this.received.at(-1);
    if (taken !== undefined) meanwhile.begin(taken);
    return process.call(`${name} (answer)`, () => answer, meanwhile.ms);
  }

  /** The caller waits in vain, for as long as it waits for an answer. */
  async #outOfTime(process: Process, name: string, effect: () => unknown): Promise<never> {
    process.disturbed = true;
    await process.call(name, effect);
    return process.call(
      `${name} (answer)`,
      () => {
        throw Object.assign(new Error('No answer in time'), { name: 'TimeoutError' });
      },
      10_000,
    );
  }

  #accept(
    process: Process,
    message: Pick<
      Received,
      'channel' | 'sender' | 'to' | 'subject' | 'text' | 'replyTo' | 'headers' | 'tags'
    >,
  ): string {
    const world = this.#world;
    const [list, kind] = isForwarded(message)
      ? ([this.forwarded, 'forward'] as const)
      : isTold(message)
        ? ([this.told, 'told'] as const)
        : ([this.received, message.channel] as const);
    const messageId = `${kind}-${String(list.length + 1).padStart(6, '0')}`;
    const { id, functionId, startedAt, startedOrder } = process;
    const received: Received = {
      ...message,
      order: world.order,
      at: world.agenda.now,
      messageId,
      reached: true,
      by: { id, functionId, startedAt, startedOrder, disturbed: process.disturbed },
    };
    list.push(received);
    world.log(
      `the provider has ${messageId} from ${message.sender} to ${message.to}: ${message.subject || message.text}`,
    );
    if (message.channel === 'mail' && !isForwarded(message)) this.#tellOf(received);
    return messageId;
  }

  /** What SES says of a mail afterwards: late, twice, or not at all. */
  #tellOf(mail: Received): void {
    const random = this.#random;
    this.#tell(mail, { eventType: 'Send', send: {} }, random.between(100, 3_000));
    const fate = random.next();
    const after = random.between(500, 60_000);
    if (fate < 0.03 || fate > 0.98) {
      const permanent = fate < 0.03;
      this.#tell(
        mail,
        (timestamp) => ({
          eventType: 'Bounce',
          bounce: {
            feedbackId: `f-${mail.messageId}`,
            bounceType: permanent ? 'Permanent' : 'Transient',
            bounceSubType: 'General',
            bouncedRecipients: [{ emailAddress: mail.to }],
            timestamp,
          },
        }),
        after,
      );
      return;
    }
    this.#tell(
      mail,
      (timestamp) => ({
        eventType: 'Delivery',
        delivery: {
          timestamp,
          processingTimeMillis: after,
          recipients: [mail.to],
          smtpResponse: '250 OK',
          reportingMTA: 'a.example',
        },
      }),
      after,
    );
    if (fate < 0.04) {
      this.#tell(
        mail,
        (timestamp) => ({
          eventType: 'Complaint',
          complaint: {
            feedbackId: `f-${mail.messageId}`,
            complainedRecipients: [{ emailAddress: mail.to }],
            timestamp,
            arrivalDate: timestamp,
          },
        }),
        after + random.between(60_000, 86_400_000),
      );
    }
  }

  #tell(mail: Received, event: object | ((at: string) => object), ms: number): void {
    const { agenda, faults } = this.#world;
    if (faults.happens('event-lost')) return;
    const delay = faults.happens('event-late') ? ms + this.#random.between(600_000, 30 * 3_600_000) : ms;
    const happenedAt = new Date(agenda.now + ms).toISOString();
    const body = JSON.stringify({
      ...(typeof event === 'function' ? event(happenedAt) : event),
      mail: {
        timestamp: new Date(mail.at).toISOString(),
        messageId: mail.messageId,
        source: 'sales@relance.example',
        destination: [mail.to],
        headersTruncated: false,
        tags: Object.fromEntries(Object.entries(mail.tags).map(([name, value]) => [name, [value]])),
      },
    });
    const send = () => {
      if (!body.startsWith('{"eventType":"Delivery"')) {
        this.#world.sendTo('provider-events', { body });
        return;
      }
      this.#world.gather(`${body}\n`);
      if (!isTold(mail) && !this.delivered.has(mail.messageId))
        this.delivered.set(mail.messageId, agenda.now);
    };
    agenda.in(delay, send);
    if (faults.happens('event-twice')) agenda.in(delay + this.#random.between(10, 3_600_000), send);
  }
}
