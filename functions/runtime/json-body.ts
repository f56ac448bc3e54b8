import type { MiddlewareObj } from '@middy/core';
import httpJsonBodyParser from '@middy/http-json-body-parser';
import { ProblemError } from './problem-error.ts';
import type { HttpAnswer, HttpEvent } from './http-stack.ts';

const defaultMaxBytes = 256 * 1024;

/** Reads the JSON body of a route, refusing one that is too long before it is parsed. */
export function jsonBody(route: {
  maxBodyBytes?: number | undefined;
  bodyOptional?: true | undefined;
}): MiddlewareObj<HttpEvent, HttpAnswer>[] {
  const limit = route.maxBodyBytes ?? defaultMaxBytes;
  const measure: MiddlewareObj<HttpEvent, HttpAnswer> = {
    before: ({ event }) => {
      if (Buffer.byteLength(event.body ?? '') > limit * (event.isBase64Encoded ? 4 / 3 : 1)) {
        throw new ProblemError({ kind: 'too-long', detail: `Send at most ${limit} bytes.` });
      }
      if ((event.body ?? '').trim() !== '') return;
      if (!route.bodyOptional) throw new ProblemError({ kind: 'invalid', detail: 'Send a body.' });
      event.body = '{}';
      event.isBase64Encoded = false;
      event.headers['content-type'] = 'application/json';
    },
  };
  return [measure, httpJsonBodyParser()];
}
