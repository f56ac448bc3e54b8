import { type InstantText, later } from '../clock.ts';
import { Agenda } from './agenda.ts';
import type { Mailbox, SentMail } from './mailbox.ts';
import { region } from '../names.ts';
import { addressIn } from './inbound-mail.ts';
import { sesEvent, sesMessageId, type MailEvent } from './ses-events.ts';
import type { LocalTable } from './local-store.ts';
import type { PublishToTopic } from './sns.ts';

/** Something that will happen to a mail. `auto-reply` is what the address `ooto` answers. */
export type Coming = { at: InstantText; mailId: string; event: MailEvent | { kind: 'auto-reply' } };

const deliverySeconds = 2;
const reactionSeconds = 60;

/** The part before `+` and `@` of a simulator address; undefined for all others. */
function simulated(address: string): string | undefined {
  return /^(?:.*<)?([a-z]+)(?:\+[^@]*)?@simulator\.amazonses\.com>?$/i.exec(address)?.[1]?.toLowerCase();
}

/** What SES's mailbox simulator makes of a mail; every other address is delivered. */
function fateOf(mail: SentMail): Coming[] {
  const delivered = mail.to.filter(
    (address) => !['bounce', 'suppressionlist'].includes(simulated(address) ?? ''),
  );
  const of = (name: string): string[] => mail.to.filter((address) => simulated(address) === name);
  const soon = later(mail.at, deliverySeconds);
  const afterwards = later(mail.at, reactionSeconds);
  const coming: Coming[] = [{ at: soon, mailId: mail.id, event: { kind: 'Send' } }];
  const add = (at: InstantText, recipients: string[], event: Coming['event']): void => {
    if (recipients.length > 0) coming.push({ at, mailId: mail.id, event });
  };
  add(soon, delivered, { kind: 'Delivery', recipients: delivered });
  const bounced = { kind: 'Bounce', type: 'Permanent' } as const;
  add(soon, of('bounce'), { ...bounced, recipients: of('bounce'), subType: 'General' });
  add(soon, of('suppressionlist'), { ...bounced, recipients: of('suppressionlist'), subType: 'Suppressed' });
  add(afterwards, of('complaint'), { kind: 'Complaint', recipients: of('complaint') });
  add(afterwards, of('ooto'), { kind: 'auto-reply' });
  return coming;
}

type Parts = {
  mailbox: Mailbox;
  publish: PublishToTopic;
  /** Puts a record to the stream of events that are not urgent. */
  gather: (record: string) => void;
  now: () => InstantText;
  /** Answers a mail as an absent person's mail program does. */
  autoReply: (mail: SentMail) => Promise<unknown>;
  /** Whether what becomes of mails from an address is mailed there too. */
  forwardsFeedback: (from: string) => boolean;
};

/** Tells the topic `provider-events`, in time, what became of each mail; of deliveries it tells the stream. */
export class MailboxSimulator {
  readonly #coming: LocalTable<Coming>;
  readonly #agenda = new Agenda();
  readonly #parts: Parts;

  constructor(coming: LocalTable<Coming>, parts: Parts) {
    this.#coming = coming;
    this.#parts = parts;
    for (const [key, { at }] of coming.entries()) this.#agenda.set(key, at);
  }

  next(): InstantText | undefined {
    return this.#agenda.next();
  }

  /** Plans what becomes of a mail that was just sent. */
  receive(mail: SentMail): void {
    for (const [index, each] of fateOf(mail).entries()) {
      const key = `${mail.id}/${index}`;
      this.#coming.put(key, each);
      this.#agenda.set(key, each.at);
    }
  }

  /** Lets happen what is due; answers how much. */
  async fireDue(): Promise<number> {
    const { mailbox, now, autoReply } = this.#parts;
    let fired = 0;
    for (let key = this.#agenda.take(now()); key !== undefined; key = this.#agenda.take(now())) {
      const coming = this.#coming.get(key);
      const mail = coming === undefined ? undefined : mailbox.get(coming.mailId);
      if (coming !== undefined && mail?.kind === 'mail') {
        if (coming.event.kind === 'auto-reply') await autoReply(mail);
        else this.happen(mail, coming.event);
      }
      this.#coming.delete(key);
      fired += 1;
    }
    return fired;
  }

  /** Something happens to a mail now. Without a configuration set SES publishes nothing. */
  happen(mail: SentMail, event: MailEvent): void {
    const { mailbox, publish, gather, now } = this.#parts;
    mailbox.note(mail.id, now(), event.kind);
    if (event.kind === 'Bounce' || event.kind === 'Complaint') this.#forward(mail);
    if (mail.configurationSet === undefined) return;
    const record = JSON.stringify(sesEvent(mail, event, now()));
    // SES ends each record with a line of its own: Firehose puts nothing in between.
    if (event.kind === 'Delivery') gather(`${record}\n`);
    else publish('provider-events', record, 'Amazon SES Email Event Notification');
  }

  #forward(mail: SentMail): void {
    const { mailbox, now, forwardsFeedback } = this.#parts;
    const to = addressIn(mail.from);
    if (!forwardsFeedback(to)) return;
    const at = now();
    const from = `MAILER-DAEMON@${region}.amazonses.com`;
    const subject = 'Delivery Status Notification (Failure)';
    const text = `An error occurred while trying to deliver the mail to the following recipients:\n${mail.to.join('\n')}`;
    const headers = Object.entries({ From: from, To: to, Subject: subject }).map(([name, value]) => ({
      name,
      value,
    }));
    const of = { kind: 'mail' as const, id: sesMessageId(at), number: mailbox.size + 1, at };
    mailbox.put({ ...of, from, to: [to], replyTo: [], subject, text, headers, tags: {}, history: [] });
  }
}
