import { readFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import * as z from 'zod';
import type { Aws } from '../aws/aws.ts';
import type { SentMail } from '../aws/mailbox.ts';
import { readBody } from '../aws/server.ts';
import type { LocalPage } from '../http/gateway.ts';
import { linksIn, unsubscribeLinkOf } from './links.ts';

const actionInput = z.object({
  /** Of a reply or an automatic one. */
  text: z.string().optional(),
  /** Who answers; the mail's first recipient by default. */
  from: z.string().optional(),
  /** Of a click; the mail's first link by default. */
  link: z.string().optional(),
});
type ActionInput = z.output<typeof actionInput>;

/** What was done cannot be done to this message; told to whoever asked. */
class NotPossibleError extends Error {
  override name = 'NotPossibleError';
}

type Act = (mail: SentMail, input: ActionInput) => unknown;

/** What a recipient, or a mail server on the way, can do with a mail. */
function actionsOf(aws: Aws, publicUrl: () => string): Readonly<Record<string, Act>> {
  const happen = (mail: SentMail, event: Parameters<Aws['simulator']['happen']>[1]): void =>
    aws.simulator.happen(mail, event);
  const answer =
    (kind: 'reply' | 'auto-reply', standard: string): Act =>
    async (mail, input) => {
      if (!(await aws.answer(mail, { kind, text: input.text ?? standard, from: input.from }))) {
        throw new NotPossibleError(
          `Answers to ${mail.replyTo[0] ?? mail.from} are not received by this system.`,
        );
      }
      aws.mailbox.note(mail.id, aws.now(), kind);
    };
  return {
    reply: answer('reply', 'Thank you, let us talk next week.'),
    'auto-reply': answer('auto-reply', 'I am out of the office and will answer when I am back.'),
    open: (mail) => happen(mail, { kind: 'Open' }),
    click: (mail, input) => {
      const link = input.link ?? linksIn(mail)[0];
      if (link === undefined) throw new NotPossibleError('The mail has no link.');
      happen(mail, { kind: 'Click', link });
    },
    bounce: (mail) =>
      happen(mail, { kind: 'Bounce', type: 'Permanent', subType: 'General', recipients: mail.to }),
    'soft-bounce': (mail) =>
      happen(mail, { kind: 'Bounce', type: 'Transient', subType: 'MailboxFull', recipients: mail.to }),
    complaint: (mail) => happen(mail, { kind: 'Complaint', recipients: mail.to }),
    unsubscribe: async (mail) => {
      const link = unsubscribeLinkOf(mail);
      if (link === undefined)
        throw new NotPossibleError('The mail has no List-Unsubscribe header with an address.');
      if (!link.startsWith(`${publicUrl()}/`))
        throw new NotPossibleError(`${link} lies outside this system.`);
      const response = await fetch(link, {
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body: 'List-Unsubscribe=One-Click',
      });
      if (!response.ok) throw new NotPossibleError(`The unsubscribe page answered ${response.status}.`);
      aws.mailbox.note(mail.id, aws.now(), 'unsubscribe');
    },
  };
}

/**
 * The mailbox of this machine, under `/mailbox`: a page, and the JSON behind it.
 * `GET messages?after=<number>&address=<part>`, `GET messages/<id>`,
 * `POST messages/<id>/<reply|auto-reply|open|click|bounce|soft-bounce|complaint|unsubscribe>`.
 */
export function mailboxPage(aws: Aws, publicUrl: () => string): LocalPage {
  const actions = actionsOf(aws, publicUrl);

  async function messages(incoming: IncomingMessage, url: URL, outgoing: ServerResponse): Promise<void> {
    const [id, action] = url.pathname.slice('/mailbox/messages/'.length).split('/').map(decodeURIComponent);
    if (id === undefined || id === '') {
      const after = Number(url.searchParams.get('after') ?? 0);
      const list = aws.mailbox.list({ after, address: url.searchParams.get('address') ?? '' });
      reply(outgoing, 200, { messages: list, next: list.at(-1)?.number ?? after });
      return;
    }
    const message = aws.mailbox.get(id);
    if (message === undefined) reply(outgoing, 404, { message: `No message ${id}.` });
    else if (action === undefined) reply(outgoing, 200, message);
    else await act(incoming, outgoing, message.kind === 'mail' ? message : undefined, action);
  }

  async function act(
    incoming: IncomingMessage,
    outgoing: ServerResponse,
    mail: SentMail | undefined,
    action: string,
  ): Promise<void> {
    const run = actions[action];
    if (incoming.method !== 'POST' || run === undefined || mail === undefined) {
      reply(outgoing, 405, { message: `POST one of ${Object.keys(actions).join(', ')} to a mail.` });
      return;
    }
    const body = (await readBody(incoming))?.toString('utf8') ?? '';
    try {
      await run(mail, actionInput.parse(body === '' ? {} : JSON.parse(body)));
      reply(outgoing, 202, {});
    } catch (error) {
      if (!(error instanceof NotPossibleError)) throw error;
      reply(outgoing, 409, { message: error.message });
    }
  }

  return async (incoming, outgoing) => {
    const url = new URL(incoming.url ?? '/', 'http://localhost');
    if (url.pathname === '/mailbox' || url.pathname === '/mailbox/') {
      outgoing.writeHead(200, {
        'content-type': 'text/html; charset=utf-8',
        'content-security-policy': policy,
      });
      outgoing.end(await readFile(join(import.meta.dirname, 'page.html')));
      return true;
    }
    if (!url.pathname.startsWith('/mailbox/messages')) return false;
    await messages(incoming, url, outgoing);
    return true;
  };
}

/** The page may run its own script and show pictures that lie in the mail; it loads nothing from elsewhere. */
const policy =
  "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data:; connect-src 'self'; frame-src 'self'";

function reply(outgoing: ServerResponse, status: number, value: unknown): void {
  outgoing.writeHead(status, { 'content-type': 'application/json' });
  outgoing.end(JSON.stringify(value));
}
