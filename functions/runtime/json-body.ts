import type { MiddlewareObj } from '@middy/core';
import httpJsonBodyParser from '@middy/http-json-body-parser';
import { ProblemError } from './problem-error.ts';
import type { HttpAnswer, HttpEvent } from './http-stack.ts';

const defaultMaxBytes = 256 * 1024;

/** Refuses a body that is too long before it is read. */
export function refuseTooLong(event: HttpEvent, limit = defaultMaxBytes): void {
  if (Buffer.byteLength(event.body ?? '', event.isBase64Encoded ? 'base64' : 'utf8') > limit) {
    throw new ProblemError({ kind: 'too-long', detail: `Send at most ${limit} bytes.` });
  }
}

/** Reads the JSON body of a route, refusing one that is too long before it is parsed. */
export function jsonBody(route: {
  maxBodyBytes?: number | undefined;
  bodyOptional?: true | undefined;
}): MiddlewareObj<HttpEvent, HttpAnswer>[] {
  const measure: MiddlewareObj<HttpEvent, HttpAnswer> = {
    before: ({ event }) => {
      refuseTooLong(event, route.maxBodyBytes);
      if ((event.body ?? '').trim() !== '') return;
      if (!route.bodyOptional) throw new ProblemError({ kind: 'invalid', detail: 'Send a body.' });
      event.body = '{}';
      event.isBase64Encoded = false;
      event.headers['content-type'] = 'application/json';
    },
  };
  return [measure, httpJsonBodyParser()];
}
