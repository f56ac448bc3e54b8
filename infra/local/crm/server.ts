import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { StandIn, StandInRequest } from './stand-in.ts';

const MOST_BYTES = 10_000_000;

/** A server of stand-ins, on loopback. */
export type CrmServer = {
  /** Without a slash at the end: what is behind it begins with the name of a stand-in. */
  endpoint: string;
  stop(): Promise<void>;
};

/** Serves each stand-in below its name: `/salesforce/…`. Port 0: any that is free. */
export async function startCrmServer(
  standIns: Readonly<Record<string, StandIn>>,
  port = 0,
): Promise<CrmServer> {
  const server = createServer((request, response) => void answerBy(standIns, request, response));
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Has a request answered by the stand-in that its path names, behind a prefix. */
export async function answerBy(
  standIns: Readonly<Record<string, StandIn>>,
  request: IncomingMessage,
  response: ServerResponse,
  prefix = '',
): Promise<void> {
  try {
    const read = await requestIn(request, prefix);
    const standIn = read === undefined ? undefined : standIns[read.name];
    const answer =
      read === undefined || standIn === undefined
        ? { status: 404, body: 'No stand-in is served here.' }
        : await standIn.handle(read.request);
    if (answer === 'hang-up') request.socket.destroy();
    // Each call has a connection of its own, so that none meets one that was just closed.
    else response.writeHead(answer.status, { ...answer.headers, connection: 'close' }).end(answer.body);
  } catch {
    request.socket.destroy();
  }
}

/** Whom a request is for, and what it is there; undefined: it is too long. */
async function requestIn(
  request: IncomingMessage,
  prefix: string,
): Promise<{ name: string; request: StandInRequest } | undefined> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    size += part.length;
    if (size > MOST_BYTES) return undefined;
    parts.push(part);
  }
  const [, name = '', path = '/'] =
    /^\/([^/?]{0,100})(.*)$/s.exec((request.url ?? '').slice(prefix.length)) ?? [];
  const headers = Object.fromEntries(
    Object.entries(request.headers).map(([header, value]) => [header, [value ?? ''].flat().join(', ')]),
  );
  const body = Buffer.concat(parts).toString('utf8');
  return { name, request: { method: request.method ?? 'GET', path, headers, body } };
}
