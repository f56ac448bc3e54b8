import type { IncomingHttpHeaders } from 'node:http';
import { freshSockets } from '#shared/adapters/aws/fresh-sockets.ts';

// Importing them by name makes Node load all of fetch: see fresh-sockets.ts.
const { request: httpRequest } = process.getBuiltinModule('node:http');
const { request: httpsRequest } = process.getBuiltinModule('node:https');

/** The longest that is waited for an answer, and the longest answer that is read. */
const TIMEOUT_MS = 60_000;
const MOST_BYTES = 30_000_000;

export type HttpCall = {
  method: 'GET' | 'POST' | 'PATCH';
  url: string;
  headers: Readonly<Record<string, string>>;
  body?: string | undefined;
};

/** What came of a request: an answer; nothing was sent; or it was sent, and no (whole) answer came. */
export type HttpOutcome =
  | { kind: 'answered'; status: number; headers: IncomingHttpHeaders; body: string }
  | { kind: 'unsent' }
  | { kind: 'lost' };

const sockets = freshSockets();

/**
 * Makes one request, once. Redirects are not followed: a token goes nowhere but to the address that a person gave. That
 * is why the transport of jsforce is not used, which follows them, repeats requests, waits half an hour for an answer,
 * and takes a proxy from the environment.
 */
export async function callOnce(call: HttpCall): Promise<HttpOutcome> {
  return sockets.use(
    () =>
      new Promise<HttpOutcome>((resolve) => {
        const secure = call.url.startsWith('https:');
        let connected = false;
        const request = (secure ? httpsRequest : httpRequest)(
          call.url,
          {
            method: call.method,
            agent: secure ? sockets.httpsAgent : sockets.httpAgent,
            headers: {
              accept: 'application/json',
              ...call.headers,
              ...(call.body !== undefined && { 'content-length': Buffer.byteLength(call.body) }),
            },
            timeout: TIMEOUT_MS,
          },
          (response) => {
            const parts: Buffer[] = [];
            let size = 0;
            response.on('data', (part: Buffer) => {
              size += part.length;
              if (size > MOST_BYTES) request.destroy();
              else parts.push(part);
            });
            response.on('error', () => resolve({ kind: 'lost' }));
            response.on('close', () => resolve({ kind: 'lost' }));
            response.on('end', () => {
              const body = Buffer.concat(parts).toString('utf8');
              resolve({
                kind: 'answered',
                status: response.statusCode ?? 0,
                headers: response.headers,
                body,
              });
            });
          },
        );
        request.on('socket', (socket) => {
          if (!socket.connecting) connected = true;
          socket.once(secure ? 'secureConnect' : 'connect', () => (connected = true));
        });
        request.on('timeout', () => request.destroy());
        request.on('error', () => resolve({ kind: connected ? 'lost' : 'unsent' }));
        request.on('close', () => resolve({ kind: connected ? 'lost' : 'unsent' }));
        request.end(call.body);
      }),
  );
}
