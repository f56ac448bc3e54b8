import { readFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import * as z from 'zod';
import type { Aws } from '../aws/aws.ts';
import type { SentMail, SentMessage } from '../aws/mailbox.ts';
import { sendingAccountInput } from '../aws/sending-account.ts';
import { readBody } from '../aws/server.ts';
import { DnsRecordError, type LocalDns } from '../dns.ts';
import type { LocalPage } from '../http/gateway.ts';
import { refusalOfOrigin } from '../local-requests.ts';
import { linksIn, linksInText, picturesIn, unsubscribeLinkOf } from './links.ts';

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

/** What a person's mail program calls itself. */
const userAgent =
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36';

/** Fetches what a person's program fetches; answers where it leads to. Redirects to elsewhere are not followed. */
async function visit(link: string): Promise<string> {
  const response = await fetch(link, { redirect: 'manual', headers: { 'user-agent': userAgent } });
  if (response.status >= 400) throw new NotPossibleError(`${link} answered ${response.status}.`);
  return response.headers.get('location') ?? link;
}

/** Follows the link asked for, or the first. One that lies outside is not asked: this machine asks nothing of others. */
const clicking =
  (aws: Aws, publicUrl: () => string) =>
  async (links: readonly string[], id: string, { link = links[0] }: ActionInput): Promise<void> => {
    if (link === undefined) throw new NotPossibleError('The message has no link.');
    const to = link.startsWith(`${publicUrl()}/`) ? await visit(link) : link;
    aws.mailbox.note(id, aws.now(), `click ${to}`);
  };

/** What a recipient, or a mail server on the way, can do with a mail. */
function actionsOf(aws: Aws, publicUrl: () => string): Readonly<Record<string, Act>> {
  const click = clicking(aws, publicUrl);
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
    open: async (mail) => {
      const picture = picturesIn(mail).find((link) => link.startsWith(`${publicUrl()}/`));
      if (picture === undefined)
        throw new NotPossibleError('The mail has no picture that tells of openings.');
      await visit(picture);
      aws.mailbox.note(mail.id, aws.now(), 'open');
    },
    click: (mail, input) => click(linksIn(mail), mail.id, input),
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
 * The mailbox of this machine, under `/mailbox`: a page, and the JSON behind it; `/mailbox/dns` is its DNS, and
 * `/mailbox/account` how its account stands with the providers: `GET` shows it, `POST` `{"mail":{"paused":true}}` pauses.
 * `GET messages?after=<number>&address=<part>`, `GET messages/<id>`,
 * `POST messages/<id>/<reply|auto-reply|open|click|bounce|soft-bounce|complaint|unsubscribe>`.
 */
export function mailboxPage(aws: Aws, dns: LocalDns, publicUrl: () => string): LocalPage {
  const actions = actionsOf(aws, publicUrl);
  const click = clicking(aws, publicUrl);

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
    else await act(incoming, outgoing, message, action);
  }

  async function act(
    incoming: IncomingMessage,
    outgoing: ServerResponse,
    message: SentMessage,
    action: string,
  ): Promise<void> {
    const run = actions[action];
    const isMail = message.kind === 'mail';
    if (incoming.method !== 'POST' || run === undefined || (!isMail && action !== 'click')) {
      const possible = isMail ? `one of ${Object.keys(actions).join(', ')}` : 'click';
      reply(outgoing, 405, { message: `POST ${possible} to this message.` });
      return;
    }
    const body = (await readBody(incoming))?.toString('utf8') ?? '';
    try {
      const input = actionInput.parse(body === '' ? {} : JSON.parse(body));
      await (isMail ? run(message, input) : click(linksInText(message.text), message.id, input));
      reply(outgoing, 202, {});
    } catch (error) {
      if (!(error instanceof NotPossibleError)) throw error;
      reply(outgoing, 409, { message: error.message });
    }
  }

  async function show(incoming: IncomingMessage, outgoing: ServerResponse, url: URL): Promise<boolean> {
    if (url.pathname === '/mailbox' || url.pathname === '/mailbox/') {
      outgoing.writeHead(200, {
        'content-type': 'text/html; charset=utf-8',
        'content-security-policy': policy,
      });
      outgoing.end(await readFile(join(import.meta.dirname, 'page.html')));
      return true;
    }
    if (url.pathname === '/mailbox/dns') {
      await dnsTable(dns, incoming, url, outgoing);
      return true;
    }
    if (url.pathname === '/mailbox/account') {
      await sendingAccount(aws, incoming, outgoing);
      return true;
    }
    if (!url.pathname.startsWith('/mailbox/messages')) return false;
    await messages(incoming, url, outgoing);
    return true;
  }

  return async (incoming, outgoing, url) => {
    if (!/^\/mailbox(?:\/|$)/.test(url.pathname)) return false;
    const refused = refusalOfOrigin(incoming);
    if (refused) {
      reply(outgoing, refused.status, { message: refused.why });
      return true;
    }
    try {
      return await show(incoming, outgoing, url);
    } catch (error) {
      if (!(error instanceof SyntaxError) && !(error instanceof z.ZodError)) throw error;
      reply(outgoing, 400, { message: error.message });
      return true;
    }
  };
}

const dnsInput = z.object({ type: z.string(), name: z.string(), value: z.string() });

/** The DNS of this machine: `GET` shows it, `POST` a `{type, name, value}` publishes, `DELETE ?name=` takes away. */
async function dnsTable(
  dns: LocalDns,
  incoming: IncomingMessage,
  url: URL,
  outgoing: ServerResponse,
): Promise<void> {
  if (incoming.method === 'DELETE') dns.remove(url.searchParams.get('name') ?? '');
  if (incoming.method === 'POST') {
    const body = (await readBody(incoming))?.toString('utf8') ?? '';
    try {
      dns.add(dnsInput.parse(JSON.parse(body)));
    } catch (error) {
      if (!(error instanceof DnsRecordError)) throw error;
      reply(outgoing, 409, { message: error.message });
      return;
    }
  }
  reply(outgoing, 200, { records: dns.records() });
}

async function sendingAccount(
  { account }: Aws,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): Promise<void> {
  if (incoming.method === 'POST') {
    const body = (await readBody(incoming))?.toString('utf8') ?? '';
    const input = sendingAccountInput.safeParse(JSON.parse(body));
    if (!input.success) {
      reply(outgoing, 409, { message: z.prettifyError(input.error) });
      return;
    }
    account.change(input.data);
  }
  reply(outgoing, 200, account.standing);
}

/** The page may run its own script and show pictures that lie in the mail; it loads nothing from elsewhere. */
const policy =
  "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data:; connect-src 'self'; frame-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

function reply(outgoing: ServerResponse, status: number, value: unknown): void {
  outgoing.writeHead(status, { 'content-type': 'application/json' });
  outgoing.end(JSON.stringify(value));
}
