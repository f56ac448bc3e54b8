import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import * as z from 'zod';
import { noAnswer, wrongUsage } from './failure.ts';
import { reasonOf } from './api.ts';
import type { StageFile } from './stage-file.ts';
import type { Terminal } from './terminal.ts';

/** How long somebody may take to sign in. */
const PATIENCE_MS = 5 * 60_000;

/** An id token that ends within this is renewed before it is used. */
const LEEWAY_MS = 60_000;

const endpoints = z.object({
  authorize: z.string(),
  token: z.string(),
  logout: z.string(),
  clientId: z.string(),
});

const tokens = z.object({
  id_token: z.string(),
  /** Absent when a token is renewed and the present one stays good. */
  refresh_token: z.string().optional(),
  /** Seconds. */
  expires_in: z.number(),
});

/**
 * The address of a system, without what follows its host: `https`, or `http` on this machine.
 * @throws CommandError wrong usage
 */
export function systemUrl(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !isSafe(url) || url.username !== '' || url.password !== '')
    throw wrongUsage(`“${text}” is no address of a system: write it as https://relance.example.com.`);
  return url.origin;
}

/** Whether what is sent there is read by nobody on the way. */
function isSafe({ protocol, hostname }: URL): boolean {
  const here = ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
  return protocol === 'https:' || (protocol === 'http:' && here);
}

/**
 * Signs in by the browser: authorization code with PKCE (S256). The code comes back to a server on this machine that
 * takes one request, with the state that was sent, and closes.
 * @throws CommandError nobody signed in
 */
export async function signInByBrowser(terminal: Terminal, url: string): Promise<StageFile> {
  const { authorize, token, logout, clientId } = await endpointsOf(url);
  const state = randomBytes(32).toString('base64url');
  const verifier = randomBytes(48).toString('base64url');
  const callback = await startCallback(terminal.callbackPort, state);
  try {
    const redirect = `http://localhost:${callback.port}/callback`;
    const page = new URL(authorize);
    for (const [name, value] of Object.entries({
      response_type: 'code',
      client_id: clientId,
      redirect_uri: redirect,
      scope: 'openid email',
      state,
      code_challenge: createHash('sha256').update(verifier).digest('base64url'),
      code_challenge_method: 'S256',
    }))
      page.searchParams.set(name, value);
    terminal.err.write(
      `Sign in in the browser. If none opens, open this address on this machine:\n${page.href}\n`,
    );
    terminal.openPage(page.href);
    const code = await callback.code;
    const got = await askTokens(terminal, token, {
      grant_type: 'authorization_code',
      client_id: clientId,
      code,
      redirect_uri: redirect,
      code_verifier: verifier,
    });
    if (got.refreshToken === undefined)
      throw noAnswer('The system gave no refresh token: nobody is signed in.');
    return { url, token, logout, clientId, ...got, refreshToken: got.refreshToken };
  } finally {
    callback.close();
  }
}

/** The same stage with an id token that is good for a while yet. @throws CommandError somebody has to sign in again */
export async function renewed(terminal: Terminal, stage: StageFile): Promise<StageFile> {
  if (stage.expiresAt - LEEWAY_MS > terminal.now()) return stage;
  const { clientId, refreshToken } = stage;
  const got = await askTokens(terminal, stage.token, {
    grant_type: 'refresh_token',
    client_id: clientId,
    refresh_token: refreshToken,
  });
  return { ...stage, ...got, refreshToken: got.refreshToken ?? refreshToken };
}

async function endpointsOf(url: string): Promise<z.output<typeof endpoints>> {
  const address = `${url}/console/config.json`;
  const answer = await ask(address);
  const read = endpoints.safeParse(answer.ok ? await answer.json().catch(() => undefined) : undefined);
  if (!read.success) throw noAnswer(`${address} does not say how to sign in: is the address right?`);
  for (const endpoint of [read.data.authorize, read.data.token])
    if (!URL.canParse(endpoint) || !isSafe(new URL(endpoint)))
      throw noAnswer(`${address} names “${endpoint}”, which is no safe address to sign in at.`);
  return read.data;
}

async function askTokens({ now }: Terminal, endpoint: string, form: Record<string, string>) {
  const answer = await ask(endpoint, { method: 'POST', body: new URLSearchParams(form) });
  const read = tokens.safeParse(answer.ok ? await answer.json().catch(() => undefined) : undefined);
  if (answer.status >= 500) throw noAnswer(`${endpoint} answered with status ${answer.status}: try again.`);
  if (!read.success)
    throw noAnswer(
      'You are not signed in any more, or signing in was refused: relance sign-in --url <address>.',
    );
  const { id_token: idToken, refresh_token: refreshToken, expires_in: seconds } = read.data;
  return { idToken, refreshToken, expiresAt: now() + seconds * 1000 };
}

async function ask(address: string, init: RequestInit = {}): Promise<Response> {
  try {
    return await fetch(address, { ...init, redirect: 'error', signal: AbortSignal.timeout(30_000) });
  } catch (cause) {
    throw noAnswer(`${address} does not answer: ${reasonOf(cause)}.`, cause);
  }
}

type Callback = { port: number; code: Promise<string>; close: () => void };

/** Browsers take `localhost` for either address of this machine. */
async function startCallback(port: number, state: string): Promise<Callback> {
  const { promise: code, resolve, reject } = Promise.withResolvers<string>();
  // Until somebody waits for it, a refusal is nobody's.
  code.catch(() => undefined);
  const taken = codeTaker(state, resolve, reject);
  const first = await listening(port, '127.0.0.1', taken);
  const { port: given } = first.address() as AddressInfo;
  // A machine without IPv6 has only the first.
  const second = await listening(given, '::1', taken).catch(() => undefined);
  const timer = setTimeout(() => reject(noAnswer('Nobody signed in within five minutes.')), PATIENCE_MS);
  const close = (): void => {
    clearTimeout(timer);
    for (const server of [first, second]) server?.close().closeAllConnections();
  };
  return { port: given, code, close };
}

async function listening(
  port: number,
  host: string,
  taken: (url: URL, response: ServerResponse) => void,
): Promise<Server> {
  const server = createServer((request, response) => {
    const text = `http://localhost${request.url ?? '/'}`;
    const url = URL.canParse(text) ? new URL(text) : undefined;
    if (url?.pathname === '/callback' && request.method === 'GET') taken(url, response);
    else response.writeHead(404, { connection: 'close' }).end();
  }).listen(port, host);
  try {
    await once(server, 'listening');
  } catch (cause) {
    throw noAnswer(`Signing in needs port ${port} of this machine: ${reasonOf(cause)}.`, cause);
  }
  return server;
}

/** Takes the first request that comes back, and no other. */
function codeTaker(state: string, resolve: (code: string) => void, reject: (error: Error) => void) {
  let over = false;
  return ({ searchParams }: URL, response: ServerResponse): void => {
    const say = (status: number, words: string): void => {
      response
        .writeHead(status, {
          'content-type': 'text/plain; charset=utf-8',
          'cache-control': 'no-store',
          connection: 'close',
        })
        .end(`${words}\n`);
    };
    if (over) {
      say(410, 'This was answered already.');
      return;
    }
    over = true;
    const code = searchParams.get('code');
    if (!isSame(searchParams.get('state') ?? '', state)) {
      say(400, 'Not signed in: this is not the answer to the question that was asked. Try again.');
      reject(noAnswer('Not signed in: what came back is not the answer to what was asked. Try again.'));
    } else if (code === null) {
      const why = searchParams.get('error_description') ?? searchParams.get('error') ?? 'no reason is given';
      say(400, 'Not signed in. The terminal says why.');
      reject(noAnswer(`Not signed in: ${why}.`));
    } else {
      say(200, 'Signed in. You can close this page and go back to the terminal.');
      resolve(code);
    }
  };
}

function isSame(one: string, other: string): boolean {
  const [here, there] = [Buffer.from(one), Buffer.from(other)];
  return here.length === there.length && timingSafeEqual(here, there);
}
