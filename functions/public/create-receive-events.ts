import httpRouter from '@middy/http-router';
import type { Instant } from '#shared/domain/kernel/instant.ts';
import type { IncomingRequest } from '#shared/ports/incoming-connector.ts';
import type { Refusals } from '#shared/use-cases/incoming/count-refusals.ts';
import type { Received } from '#shared/use-cases/incoming/receive-event.ts';
import { httpStack, type HttpAnswer, type HttpEvent, type HttpHandler } from '../runtime/http-stack.ts';
import { problemAnswer } from '../runtime/problem-answer.ts';

/** What the route of incoming events needs. */
export type ReceiveDependencies = {
  now: () => Instant;
  /** Base URL of the stage, which services sign with the path. */
  publicUrl: string;
  receive: (request: {
    kind: string;
    token: string;
    bytes: number;
    message: IncomingRequest;
    now: Instant;
  }) => Promise<Received>;
  /** Counts a request that was not believed; gives what was written on this occasion. */
  count: (refused: Extract<Received, { kind: 'refused' }>, now: Instant) => Promise<Refusals[]>;
  /** Told of what was not believed, now and then, and of what broke while counting. */
  refused: (refusals: Refusals) => void;
  failed: (error: unknown) => void;
};

/** After how many seconds a service is to send again what a paused connection does not take. */
const PAUSED_SECONDS = 600;

/**
 * `POST /in/{connection}/{token}` (B6): what services send. The body is kept as it came, for its signature. What is wrong
 * with an address is not told; a paused connection has services send again later.
 */
export function createReceiveEvents(ask: () => Promise<ReceiveDependencies>): HttpHandler {
  const handler = async (event: HttpEvent): Promise<HttpAnswer> => {
    const deps = await ask();
    const { connection: kind = '', token = '' } = event.pathParameters ?? {};
    const body = Buffer.from(event.body ?? '', event.isBase64Encoded ? 'base64' : 'utf8');
    const now = deps.now();
    const message = {
      method: event.requestContext.http.method,
      url: `${deps.publicUrl}${event.rawPath}${event.rawQueryString === '' ? '' : `?${event.rawQueryString}`}`,
      headers: headersOf(event),
      body: body.toString('utf8'),
    };
    const received = await deps.receive({ kind, token, bytes: body.length, message, now });
    if (received.kind === 'refused') await counted(deps, received, now);
    return answerOf(received, event.requestContext.requestId);
  };
  return httpStack(
    httpRouter<HttpEvent, HttpAnswer>([{ method: 'POST', path: '/in/{connection}/{token}', handler }]),
  );
}

function headersOf({ headers }: HttpEvent): Record<string, string> {
  const entries = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value ?? '']);
  return Object.fromEntries(entries) as Record<string, string>;
}

/** The answer does not depend on whether counting works. */
async function counted(
  deps: ReceiveDependencies,
  received: Extract<Received, { kind: 'refused' }>,
  now: Instant,
): Promise<void> {
  try {
    for (const refusals of await deps.count(received, now)) deps.refused(refusals);
  } catch (error) {
    deps.failed(error);
  }
}

function answerOf(received: Received, requestId: string): HttpAnswer {
  switch (received.kind) {
    case 'unknown':
      return problemAnswer({ kind: 'not-found', detail: 'There is no such address.' }, requestId);
    case 'refused': {
      const kind = received.why === 'oversized' ? 'too-long' : 'unauthenticated';
      return problemAnswer({ kind, detail: refusalTexts[received.why] }, requestId);
    }
    case 'paused': {
      const answer = problemAnswer({ kind: 'busy', detail: 'The connection is paused.' }, requestId);
      return { ...answer, headers: { ...answer.headers, 'retry-after': String(PAUSED_SECONDS) } };
    }
    case 'received':
      return {
        statusCode: 200,
        headers: { 'content-type': 'application/json', 'cache-control': 'no-store' },
        body: JSON.stringify({ received: received.events }),
      };
  }
}

const refusalTexts = {
  forged: 'The signature or token is missing or wrong.',
  replayed: 'It was sent too long ago, or the clock of its sender is wrong.',
  malformed: 'It cannot be read.',
  foreign: 'It is of another account.',
  oversized: 'Keep within 256 KB.',
} as const;
