import * as z from 'zod';

const message = z.object({
  id: z.string(),
  kind: z.enum(['mail', 'sms']),
  at: z.string(),
  tags: z.record(z.string(), z.string()).default({}),
});
const list = z.object({ messages: z.array(message), next: z.number() });

/** A mail or text that has arrived, as the mailbox shows it. */
export type MailboxMessage = z.output<typeof message>;

/** Looks into the mailbox of the local system and does there what recipients do. */
export class MailboxClient {
  readonly #url: string;
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
    return messages;
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
