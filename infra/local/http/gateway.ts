import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import * as z from 'zod';
import { problemAnswer } from '#functions/runtime/problem-answer.ts';
import { readBody } from '../aws/server.ts';
import { addressOf } from '../local-requests.ts';
import { account, region } from '../names.ts';
import { FunctionTimeoutError, type LoadedFunction } from '../sources/invoke.ts';
import type { Issuer } from './issuer.ts';
import { EventTooLongError, invokeWithinLimits, mostRequestBytes } from './payload-limits.ts';
import { findRoute, type Route } from './routes.ts';

type Answer = {
  statusCode: number;
  headers?: Record<string, string | number | boolean> | undefined;
  cookies?: string[] | undefined;
  body?: string | undefined;
  isBase64Encoded?: boolean | undefined;
};

/** A page of this machine that is no part of the product, such as the mailbox. True when it answered. */
export type LocalPage = (incoming: IncomingMessage, outgoing: ServerResponse, url: URL) => Promise<boolean>;

/**
 * API Gateway's HTTP API (payload 2.0) in front of the functions, with the JWT authorizer and the limits of both. What it answers by itself for
 * a route or a token that is not known is a problem like those of the API; API Gateway has its own form for it
 * (infra/docs/deployment.md).
 */
export function createGateway(parts: {
  routes: () => readonly Route<LoadedFunction>[];
  issuer: Issuer;
  /** Asked in order, before the routes. */
  pages: readonly LocalPage[];
  now: () => string;
}): Server {
  async function answer(incoming: IncomingMessage, url: URL): Promise<Answer> {
    const found = findRoute(parts.routes(), incoming.method ?? 'GET', url.pathname);
    if (found === undefined) {
      return problem({ kind: 'not-found', detail: 'There is no such route.' });
    }
    const body = await readBody(incoming, mostRequestBytes);
    if (body === undefined) return message(413, 'Request Entity Too Large');
    const { route, parameters } = found;
    const token = /^(?:Bearer )?(.+)$/i.exec(incoming.headers.authorization ?? '')?.[1];
    const claims =
      route.behindAuthorizer && token !== undefined ? await parts.issuer.claims(token) : undefined;
    if (route.behindAuthorizer && claims === undefined) {
      const { headers, ...refused } = problem({ kind: 'unauthenticated' });
      return { ...refused, headers: { ...headers, 'www-authenticate': 'Bearer' } };
    }
    const event = toEvent({ incoming, url, body, route: route.key, parameters, claims, now: parts.now() });
    try {
      return toAnswer(await invokeWithinLimits(route.target.invoke, event));
    } catch (error) {
      if (error instanceof EventTooLongError) return message(413, 'Request Entity Too Large');
      console.error(`local: ${route.key} failed:`, error);
      return error instanceof FunctionTimeoutError
        ? message(503, 'Service Unavailable')
        : message(500, 'Internal Server Error');
    }
  }

  return createServer((incoming, outgoing) => {
    void (async () => {
      const url = addressOf(incoming);
      if (url instanceof URL) {
        for (const page of parts.pages) if (await page(incoming, outgoing, url)) return;
      }
      const {
        statusCode,
        headers = {},
        cookies = [],
        body = '',
        isBase64Encoded,
      } = url instanceof URL ? await answer(incoming, url) : message(url.status, url.why);
      for (const [name, value] of Object.entries(headers)) outgoing.setHeader(name, String(value));
      if (cookies.length > 0) outgoing.setHeader('set-cookie', cookies);
      if (!outgoing.hasHeader('content-type'))
        outgoing.setHeader('content-type', 'text/plain; charset=utf-8');
      outgoing.writeHead(statusCode);
      outgoing.end(isBase64Encoded === true ? Buffer.from(body, 'base64') : body);
    })().catch((error: unknown) => {
      console.error('local http:', error);
      if (outgoing.headersSent) outgoing.destroy();
      else outgoing.writeHead(500).end();
    });
  });
}

/** A problem as the functions answer it. */
function problem(of: Parameters<typeof problemAnswer>[0]): Answer & { statusCode: number } {
  const { statusCode = 500, headers, body } = problemAnswer(of, randomUUID());
  return { statusCode, headers, body };
}

const message = (statusCode: number, text: string): Answer => ({
  statusCode,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ message: text }),
});

const answerShape = z.looseObject({
  statusCode: z.number(),
  headers: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).optional(),
  cookies: z.array(z.string()).optional(),
  body: z.string().optional(),
  isBase64Encoded: z.boolean().optional(),
});

/** What a function returned, as payload 2.0 reads it: anything without a status code is a JSON body with status 200. */
function toAnswer(returned: unknown): Answer {
  const parsed = answerShape.safeParse(returned);
  if (parsed.success) return parsed.data;
  const body = typeof returned === 'string' ? returned : JSON.stringify(returned);
  return { statusCode: 200, headers: { 'content-type': 'application/json' }, body };
}

/** Bodies that payload 2.0 passes as text; forms and everything else come in base64. */
const textual = /^(text\/|application\/(json|javascript|xml|[\w.-]+\+(json|xml)))/i;

type Arrived = {
  incoming: IncomingMessage;
  url: URL;
  body: Buffer;
  route: string;
  parameters: Record<string, string>;
  claims: Record<string, string> | undefined;
  now: string;
};

function toEvent({ incoming, url, body, route, parameters, claims, now }: Arrived): APIGatewayProxyEventV2 {
  const { cookie, ...rest } = incoming.headers;
  const headers = Object.fromEntries(
    Object.entries(rest).map(([name, value]) => [name, [value].flat().join(',')]),
  );
  const query = new Map<string, string>();
  for (const [name, value] of url.searchParams) {
    const before = query.get(name);
    query.set(name, before === undefined ? value : `${before},${value}`);
  }
  const asText = textual.test(incoming.headers['content-type'] ?? 'text/plain');
  const method = incoming.method ?? 'GET';
  return {
    version: '2.0',
    routeKey: route,
    rawPath: decodeURI(url.pathname),
    rawQueryString: url.search.slice(1),
    ...(cookie === undefined ? {} : { cookies: cookie.split('; ') }),
    headers,
    ...(query.size === 0 ? {} : { queryStringParameters: Object.fromEntries(query) }),
    ...(Object.keys(parameters).length === 0 ? {} : { pathParameters: parameters }),
    requestContext: {
      accountId: account,
      apiId: 'local',
      ...(claims === undefined ? {} : { authorizer: { jwt: { claims, scopes: null } } }),
      domainName: `local.execute-api.${region}.amazonaws.com`,
      domainPrefix: 'local',
      http: {
        method,
        path: decodeURI(url.pathname),
        protocol: 'HTTP/1.1',
        sourceIp: incoming.socket.remoteAddress ?? '127.0.0.1',
        userAgent: incoming.headers['user-agent'] ?? '',
      },
      requestId: randomUUID(),
      routeKey: route,
      stage: '$default',
      time: now,
      timeEpoch: Date.parse(now),
    },
    ...(body.length === 0 ? {} : { body: body.toString(asText ? 'utf8' : 'base64') }),
    isBase64Encoded: body.length > 0 && !asText,
  };
}
