import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable, Writable } from 'node:stream';
import { run } from '#infra/cli/program.ts';
import type { Terminal } from '#infra/cli/terminal.ts';

/** What a command wrote, and how it ended. */
export type Ended = { code: number; out: string; err: string };

/** A terminal in memory: 100 columns, in Paris, on 1 March 2027, with nobody watching. */
function memoryTerminal(
  of: Partial<Terminal> = {},
  piped = '',
): { terminal: Terminal; ended: (code: number) => Ended } {
  const written = { out: '', err: '' };
  const into = (name: 'out' | 'err') =>
    new Writable({
      write(chunk: Buffer, _, done) {
        written[name] += chunk.toString();
        done();
      },
    });
  const terminal: Terminal = {
    out: into('out'),
    err: into('err'),
    input: Readable.from([Buffer.from(piped)]),
    width: 100,
    watched: false,
    zone: 'Europe/Paris',
    token: undefined,
    url: undefined,
    folder: '/nowhere',
    now: () => Date.parse('2027-03-01T08:00:00Z'),
    pause: async () => undefined,
    callbackPort: 0,
    openPage: () => undefined,
    ...of,
  };
  return { terminal, ended: (code) => ({ code, ...written }) };
}

/** Runs one command, `relance` left out. @param piped what standard input holds */
export async function command(
  args: readonly string[],
  of: Partial<Terminal> = {},
  piped = '',
): Promise<Ended> {
  const { terminal, ended } = memoryTerminal(of, piped);
  return ended(await run(args, terminal));
}

/** A request that a stand-in for the API got. */
export type Got = { method: string; path: string; headers: IncomingMessage['headers']; body: string };

/** What the stand-in answers: JSON unless it is a text. */
export type Answer = { status?: number; headers?: Record<string, string>; body?: unknown };

/** A stand-in for the API that keeps what it got. */
export async function apiStandIn(answer: (got: Got) => Answer) {
  const got: Got[] = [];
  const server = createServer((request, response) => {
    void (async () => {
      let body = '';
      for await (const chunk of request) body += String(chunk);
      const one = { method: request.method ?? '', path: request.url ?? '', headers: request.headers, body };
      got.push(one);
      const { status = 200, headers = {}, body: content = {} } = answer(one);
      const text = typeof content === 'string';
      response
        .writeHead(status, { 'content-type': text ? 'text/csv' : 'application/json', ...headers })
        .end(text ? content : JSON.stringify(content));
    })();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const stop = (): void => {
    server.close().closeAllConnections();
  };
  return { url, got, stop };
}
