import middy, { type MiddlewareObj } from '@middy/core';
import httpSecurityHeaders from '@middy/http-security-headers';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2, Context } from 'aws-lambda';
import { logger } from './logger.ts';
import { problemAnswer, type Problem } from './problem-answer.ts';
import { ProblemError } from './problem-error.ts';

export type HttpEvent = APIGatewayProxyEventV2;
export type HttpAnswer = APIGatewayProxyStructuredResultV2;
export type HttpHandler = (event: HttpEvent, context: Context) => Promise<HttpAnswer>;

/** Turns errors of a function into problems; undefined: not known, so the answer is a 500. */
export type MapError = (error: unknown) => Problem | undefined;

const ofStatus: Partial<Record<number, Problem>> = {
  404: { kind: 'not-found', detail: 'There is no such route.' },
  415: { kind: 'not-json', detail: 'Send the body as application/json.' },
  422: { kind: 'invalid', detail: 'The body is not JSON.' },
};

/** Problems that middy's own parts throw bear a status. */
function ofMiddleware(error: unknown): Problem | undefined {
  if (typeof error !== 'object' || error === null || !('statusCode' in error)) return undefined;
  return typeof error.statusCode === 'number' ? ofStatus[error.statusCode] : undefined;
}

/**
 * The one place where errors become answers. What nobody recognises is logged whole and tells the outside nothing
 * but the id of the request.
 */
function problems(mapError: MapError): MiddlewareObj<HttpEvent, HttpAnswer> {
  return {
    onError: (request) => {
      const { error, event, context } = request;
      const requestId = event.requestContext.requestId || context.awsRequestId;
      const known = error instanceof ProblemError ? error.problem : (ofMiddleware(error) ?? mapError(error));
      if (known === undefined) {
        logger.error('request failed', {
          requestId,
          route: event.routeKey,
          method: event.requestContext.http.method,
          error: error ?? 'no error given',
        });
      }
      request.response = problemAnswer(known ?? { kind: 'internal' }, requestId);
    },
  };
}

const policy = 'Content-Security-Policy';

const ofData = {
  [policy]: "default-src 'none'; frame-ancestors 'none'",
  'Cross-Origin-Resource-Policy': 'same-origin',
};

function addPolicies({ response }: { response?: HttpAnswer | null | undefined }): void {
  if (response) response.headers = { ...ofData, ...response.headers };
}

/** Answers that bring no policies of their own are data: they load nothing, and no page of others has a use for them. */
const policies: MiddlewareObj<HttpEvent, HttpAnswer> = { after: addPolicies, onError: addPolicies };

/**
 * The stack around every HTTP function: security headers on all answers, and problems for all errors. What is logged of a
 * request is told of no other: neither of the next, before its caller is known, nor of what else runs in the process.
 * @param permissions what a browser may do on its pages (`Permissions-Policy`), such as `clipboard-write`; all else is off
 */
export function httpStack(
  handler: HttpHandler,
  mapError: MapError = () => undefined,
  permissions: Readonly<Record<string, 'self'>> = {},
): HttpHandler {
  const security = httpSecurityHeaders({
    contentSecurityPolicy: false,
    crossOriginResourcePolicy: false,
    permissionsPolicy: permissions,
    strictTransportSecurity: { maxAge: 31_536_000, includeSubDomains: true, preload: false },
  });
  const stack = middy<HttpEvent, HttpAnswer>(handler).use(security).use(policies).use(problems(mapError));
  return async (event, context) => {
    try {
      return await stack(event, context);
    } finally {
      logger.setKeys({});
    }
  };
}
