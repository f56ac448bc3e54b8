import middy from '@middy/core';
import httpRouter from '@middy/http-router';
import * as z from 'zod';
import { methodAndPath, type Operation } from '#shared/contracts/api/operation.ts';
import { isRefusal } from '#shared/domain/kernel/refusal.ts';
import { admit } from '#shared/domain/people/access.ts';
import { callerOf } from '../runtime/caller.ts';
import {
  httpStack,
  type HttpAnswer,
  type HttpEvent,
  type HttpHandler,
  type MapError,
} from '../runtime/http-stack.ts';
import { csvBody } from '../runtime/csv-body.ts';
import { jsonBody } from '../runtime/json-body.ts';
import { logger } from '../runtime/logger.ts';
import { ProblemError } from '../runtime/problem-error.ts';
import { fitAnswer } from './fit-answer.ts';
import { problemOf } from './problem-of-refusal.ts';
import { readRequest } from './read-request.ts';
import type { AdmissionPorts, Answer, Handler, Handlers } from './route.ts';

/**
 * Serves those operations of the contract that it has handlers of: one route for each, whose callers are admitted and whose
 * roles are checked.
 */
export function serveOperations<Operations extends Record<string, Operation>, Ports extends AdmissionPorts>(
  ports: Ports,
  operations: Operations,
  handlers: Handlers<Operations, Ports>,
  mapError: MapError,
): HttpHandler {
  const served = Object.entries(operations).filter(([id]) => Object.hasOwn(handlers, id));
  const routes = served.map(([id, operation]) => ({
    ...methodAndPath(operation),
    handler: routeOf(ports, { id, operation, handler: handlers[id] as unknown as Handler<Operation, Ports> }),
  }));
  return httpStack(httpRouter<HttpEvent, HttpAnswer>(routes), mapError);
}

function routeOf<Ports extends AdmissionPorts>(
  ports: Ports,
  { id, operation, handler }: { id: string; operation: Operation; handler: Handler<Operation, Ports> },
) {
  const route = middy<HttpEvent, HttpAnswer>(async (event: HttpEvent) => {
    const byToken = callerOf(event);
    const { organisation, userId } = byToken;
    logger.setKeys({ operation: id, organisation, userId });
    const admitted = admit(byToken, await ports.recordOfCaller(organisation, userId));
    if (isRefusal(admitted)) throw new ProblemError(problemOf(admitted));
    const { caller } = admitted;
    // The one place where roles are checked; what a role may touch is asked of `canAccess`.
    if (!operation.roles.includes(caller.role)) {
      throw new ProblemError({
        kind: 'forbidden',
        detail: `This takes the role ${operation.roles.join(' or ')}.`,
      });
    }
    const request = { ...readRequest(operation, event), caller, now: ports.clock.now() };
    const { answer } = await fitAnswer(operation, pageLimit(request.query), async (limit) => {
      const query = limit === undefined ? request.query : { ...(request.query as object), limit };
      const outcome = await handler(ports, { ...request, query } as never);
      if (isRefusal(outcome)) throw new ProblemError(problemOf(outcome));
      const made = answerOf(operation, outcome);
      return { answer: made, body: made.body ?? '', items: itemsOf(outcome.body) };
    });
    return answer;
  });
  if (!operation.body) return route;
  return route.use(operation.bodyKind === 'csv' ? csvBody(operation) : jsonBody(operation));
}

/** Most items of a page, as asked for or by default; undefined: the operation lists nothing. */
function pageLimit(query: unknown): number | undefined {
  return asPageQuery.safeParse(query).data?.limit;
}

function itemsOf(body: unknown): number | undefined {
  return asPage.safeParse(body).data?.items.length;
}

const asPageQuery = z.object({ limit: z.number() });
const asPage = z.object({ items: z.array(z.unknown()) });

function answerOf(operation: Operation, answer: Answer<Operation>): HttpAnswer {
  const { body, bodyKind, status } = operation.returns;
  return {
    statusCode: answer.created === true ? 201 : status,
    headers: {
      'cache-control': 'no-store',
      ...(body && bodyKind !== 'csv' && { 'content-type': 'application/json' }),
      ...(bodyKind === 'csv' && csvHeaders(operation)),
      ...(answer.location !== undefined && { location: answer.location }),
      ...(operation.etag && answer.revision !== undefined && { etag: `"${answer.revision}"` }),
    },
    // The contract drops what is not for the outside; an answer that breaks it is a bug, and a 500.
    ...(body && { body: bodyText(z.encode(body, answer.body), bodyKind) }),
  };
}

function bodyText(encoded: unknown, kind: 'csv' | undefined): string {
  return kind === 'csv' ? z.string().parse(encoded) : JSON.stringify(encoded);
}

/** Of a CSV: browsers save it under its name. */
function csvHeaders(operation: Operation): Record<string, string> {
  const name = methodAndPath(operation).path.split('/').at(-1) ?? '';
  return {
    'content-type': 'text/csv; charset=utf-8',
    'content-disposition': `attachment; filename="${name}"`,
  };
}
