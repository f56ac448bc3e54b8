import { createHash, randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import * as z from 'zod';
import type { User } from '#shared/domain/people/people.ts';
import { escapeHtml } from '#shared/domain/templates/escape-html.ts';
import { readBody } from '../aws/server.ts';
import { refusalOfOrigin } from '../local-requests.ts';
import { consoleClient } from '../names.ts';
import type { LocalPage } from './gateway.ts';
import { sendPage } from './html-page.ts';
import type { Issuer } from './issuer.ts';
import type { LocalUsers } from './sign-in.ts';

/** How long an ID token is good for, as the stacks set it. */
const TOKEN_SECONDS = 3600;
/** How long a code may wait to be exchanged, as Cognito keeps it. */
const CODE_MS = 5 * 60_000;
/** Remembers who signed in last, as the hosted pages of Cognito do. */
const COOKIE = 'relance-signed-in';
/** Where the command line waits, as the stacks allow it. */
const commandLine = 'http://localhost:8976/callback';

const asked = z.object({
  response_type: z.literal('code'),
  client_id: z.literal(consoleClient),
  redirect_uri: z.string(),
  state: z.string().max(500),
  code_challenge: z.string().regex(/^[\w-]{43}$/),
  code_challenge_method: z.literal('S256'),
  user: z.string().optional(),
});
type Asked = z.output<typeof asked>;

const exchange = z.discriminatedUnion('grant_type', [
  z.object({
    grant_type: z.literal('authorization_code'),
    client_id: z.literal(consoleClient),
    code: z.string(),
    redirect_uri: z.string(),
    code_verifier: z.string(),
  }),
  z.object({
    grant_type: z.literal('refresh_token'),
    client_id: z.literal(consoleClient),
    refresh_token: z.string(),
  }),
]);

type Code = { userId: string; redirectUri: string; challenge: string; until: number };

/**
 * Stands in for the hosted pages of a Cognito user pool: `/oauth2/authorize` asks who signs in, without a password,
 * `/oauth2/token` exchanges a code (PKCE, S256, once) or a refresh token, `/logout` forgets who it was.
 */
export function hostedSignIn(users: LocalUsers, issuer: Issuer, now: () => string): LocalPage {
  const codes = new Map<string, Code>();
  const refreshTokens = new Map<string, string>();
  const ms = (): number => Date.parse(now());

  async function authorize(incoming: IncomingMessage, outgoing: ServerResponse, url: URL): Promise<void> {
    const parsed = asked.safeParse(Object.fromEntries(url.searchParams));
    if (!parsed.success || !isOwn(parsed.data.redirect_uri, url.origin)) {
      const body =
        '<h1>Not signed in</h1><p>The program that sent you here asked in a way that is not allowed.</p>';
      sendPage(outgoing, 400, { title: 'Not signed in', body });
      return;
    }
    const remembered = cookieOf(incoming);
    const id = parsed.data.user ?? remembered;
    const user = id === undefined ? undefined : await users.get(id);
    if (user?.active !== true) {
      sendPage(outgoing, 200, { title: 'Sign in', body: listOf(await users.list(), url) });
      return;
    }
    giveCode(outgoing, user, parsed.data);
  }

  function giveCode(outgoing: ServerResponse, user: User, request: Asked): void {
    for (const [code, { until }] of codes) if (until < ms()) codes.delete(code);
    const code = randomBytes(24).toString('base64url');
    const { redirect_uri: redirectUri, code_challenge: challenge } = request;
    codes.set(code, { userId: user.id, redirectUri, challenge, until: ms() + CODE_MS });
    const to = new URL(redirectUri);
    to.searchParams.set('code', code);
    to.searchParams.set('state', request.state);
    outgoing.writeHead(302, {
      location: to.href,
      'set-cookie': `${COOKIE}=${encodeURIComponent(user.id)}; Path=/; HttpOnly; SameSite=Lax`,
      'cache-control': 'no-store',
    });
    outgoing.end();
  }

  async function token(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const body = (await readBody(incoming, 10_000))?.toString('utf8') ?? '';
    const parsed = exchange.safeParse(Object.fromEntries(new URLSearchParams(body)));
    const userId = parsed.success ? userOf(parsed.data) : undefined;
    const user = userId === undefined ? undefined : await users.get(userId);
    if (user?.active !== true) {
      reply(outgoing, 400, { error: parsed.success ? 'invalid_grant' : 'invalid_request' });
      return;
    }
    const { organisation, role, email } = user;
    const idToken = await issuer.token({ organisation, userId: user.id, role, email }, `${TOKEN_SECONDS}s`);
    const refreshToken = randomBytes(24).toString('base64url');
    const isNew = parsed.success && parsed.data.grant_type === 'authorization_code';
    if (isNew) refreshTokens.set(refreshToken, user.id);
    reply(outgoing, 200, {
      id_token: idToken,
      access_token: idToken,
      ...(isNew && { refresh_token: refreshToken }),
      token_type: 'Bearer',
      expires_in: TOKEN_SECONDS,
    });
  }

  /** Whose code or refresh token it is; a code is good once. */
  function userOf(request: z.output<typeof exchange>): string | undefined {
    if (request.grant_type === 'refresh_token') return refreshTokens.get(request.refresh_token);
    const code = codes.get(request.code);
    codes.delete(request.code);
    if (code === undefined || code.until < ms() || code.redirectUri !== request.redirect_uri)
      return undefined;
    const challenge = createHash('sha256').update(request.code_verifier).digest('base64url');
    return challenge === code.challenge ? code.userId : undefined;
  }

  function logout(outgoing: ServerResponse, url: URL): void {
    const to = url.searchParams.get('logout_uri') ?? '/';
    outgoing.writeHead(302, {
      location: to.startsWith(`${url.origin}/`) ? to : '/',
      'set-cookie': `${COOKIE}=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0`,
    });
    outgoing.end();
  }

  return async (incoming, outgoing, url) => {
    const isThere = ['/oauth2/authorize', '/oauth2/token', '/logout'].includes(url.pathname);
    if (!isThere) return false;
    const refused = refusalOfOrigin(incoming);
    if (refused !== undefined) reply(outgoing, refused.status, { error: refused.why });
    else if (url.pathname === '/oauth2/authorize') await authorize(incoming, outgoing, url);
    else if (url.pathname === '/oauth2/token' && incoming.method === 'POST') await token(incoming, outgoing);
    else if (url.pathname === '/logout') logout(outgoing, url);
    else reply(outgoing, 405, { error: 'POST to exchange a code.' });
    return true;
  };
}

/** Where the pool may send people back to: the console of this machine, and the command line. */
const isOwn = (redirectUri: string, origin: string): boolean =>
  redirectUri === `${origin}/console/signed-in` || redirectUri === commandLine;

function cookieOf({ headers }: IncomingMessage): string | undefined {
  const found = (headers.cookie ?? '').split('; ').find((each) => each.startsWith(`${COOKIE}=`));
  return found === undefined ? undefined : decodeURIComponent(found.slice(COOKIE.length + 1));
}

function reply(outgoing: ServerResponse, status: number, body: unknown): void {
  outgoing.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' });
  outgoing.end(JSON.stringify(body));
}

function listOf(users: readonly User[], url: URL): string {
  const card = ({ id, name, role }: User): string => {
    const address = new URL(url);
    address.searchParams.set('user', id);
    return `<a href="${escapeHtml(address.pathname + address.search)}"><b>${escapeHtml(name)}</b>${role.replaceAll('_', ' ')}</a>`;
  };
  return (
    '<h1>Who are you?</h1>' +
    '<p class="soft">Relance on this machine asks for no password. In AWS this page is that of your user pool.</p>' +
    `<div class="cards">${users
      .filter(({ active }) => active)
      .map(card)
      .join('')}</div>` +
    '<p class="soft"><a href="/mailbox">Mailbox</a> · <a href="/docs">Documentation</a></p>'
  );
}
