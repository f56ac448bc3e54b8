import type { InstantText } from '../clock.ts';
import type { LocalTable } from './local-store.ts';

export type MailHeader = { name: string; value: string };

/** A mail that the fake of SES accepted. `number` counts all messages from 1. */
export type SentMail = {
  kind: 'mail';
  /** SES's message id; its Message-ID header is `<id@eu-west-1.amazonses.com>`. */
  id: string;
  number: number;
  at: InstantText;
  from: string;
  to: string[];
  replyTo: string[];
  subject: string;
  html?: string | undefined;
  text?: string | undefined;
  headers: MailHeader[];
  tags: Record<string, string>;
  configurationSet?: string | undefined;
  /** What became of it, in order. */
  history: { at: InstantText; what: string }[];
};

/** A text message that the fake of SNS accepted, or that of End User Messaging, which keeps what it was sent with. */
export type SentSms = {
  kind: 'sms';
  id: string;
  number: number;
  at: InstantText;
  to: string;
  text: string;
  senderId?: string | undefined;
  context?: Record<string, string> | undefined;
  /** For how many seconds it may be tried. */
  timeToLive?: number | undefined;
};

export type SentMessage = SentMail | SentSms;

/** Every mail and text that left the system. */
export class Mailbox {
  readonly #shelf: LocalTable<SentMessage>;

  constructor(table: LocalTable<SentMessage>) {
    this.#shelf = table;
  }

  get size(): number {
    return this.#shelf.size;
  }

  put(message: SentMessage): void {
    this.#shelf.put(message.id, message);
  }

  get(id: string): SentMessage | undefined {
    return this.#shelf.get(id);
  }

  /** Adds to a mail's history. */
  note(id: string, at: InstantText, what: string): void {
    const mail = this.#shelf.get(id);
    if (mail?.kind === 'mail') this.put({ ...mail, history: [...mail.history, { at, what }] });
  }

  /** Messages with a number above `after`, oldest first. @param address only those to it, or with it as a part */
  list(filter: { after?: number; address?: string } = {}): SentMessage[] {
    const { after = 0, address = '' } = filter;
    return [...this.#shelf.values()].filter(
      (each) => each.number > after && (address === '' || [each.to].flat().join(' ').includes(address)),
    );
  }
}
