import * as z from 'zod';
import { region } from '../names.ts';

const message = z.object({
  id: z.string(),
  kind: z.enum(['mail', 'sms']),
  at: z.string(),
  tags: z.record(z.string(), z.string()).default({}),
  subject: z.string().default(''),
  text: z.string().default(''),
  headers: z.array(z.object({ name: z.string(), value: z.string() })).default([]),
});
const list = z.object({ messages: z.array(message), next: z.number() });

/** A mail or text that has arrived, as the mailbox shows it. */
export type MailboxMessage = z.output<typeof message>;

/** The headers of a mail by which mail programs put it into a thread, as they arrived; Message-IDs with their brackets. */
export type ThreadHeaders = {
  subject: string;
  messageId: string;
  inReplyTo?: string | undefined;
  references?: string | undefined;
};

/** Looks into the mailbox of the local system and does there what recipients do. */
export class MailboxClient {
  readonly #url: string;
  readonly #threads = new Map<string, ThreadHeaders>();
  #after = 0;

  /** @param url of the mailbox page, without a slash at the end. */
  constructor(url: string) {
    this.#url = url;
  }

  /** What has arrived since the last time. */
  async newMessages(): Promise<MailboxMessage[]> {
    const response = await fetch(`${this.#url}/messages?after=${this.#after}`);
    const { messages, next } = list.parse(await response.json());
    this.#after = next;
    for (const each of messages) if (each.kind === 'mail') this.#threads.set(each.id, threadHeaders(each));
    return messages;
  }

  /** Of a mail that has been looked at, by the provider's id. */
  threadOf(id: string): ThreadHeaders | undefined {
    return this.#threads.get(id);
  }

  /** Does something to a mail, such as `open` or `reply`; what is not possible (a mail without links) is left. */
  async act(id: string, action: string): Promise<void> {
    const response = await fetch(`${this.#url}/messages/${encodeURIComponent(id)}/${action}`, {
      method: 'POST',
    });
    if (!response.ok && response.status !== 409)
      throw new Error(`The mailbox answered ${response.status} to ${action}.`);
  }
}

function threadHeaders({ id, subject, headers }: MailboxMessage): ThreadHeaders {
  const header = (name: string) => headers.find((each) => each.name.toLowerCase() === name)?.value;
  return {
    subject,
    messageId: `<${id}@${region}.amazonses.com>`,
    inReplyTo: header('in-reply-to'),
    references: header('references'),
  };
}
