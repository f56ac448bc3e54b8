import type { MiddlewareObj } from '@middy/core';
import type { HttpAnswer, HttpEvent } from './http-stack.ts';
import { refuseTooLong } from './json-body.ts';
import { ProblemError } from './problem-error.ts';

const detail =
  'Send the body as text/csv in UTF-8, such as with curl --data-binary @leads.csv -H "content-type: text/csv".';

/**
 * Reads the CSV body of a route as one text, refusing one that is too long. API Gateway passes `text/…` as text; where a
 * body comes in base64 all the same it is decoded.
 */
export function csvBody(route: { maxBodyBytes?: number | undefined }): MiddlewareObj<HttpEvent, HttpAnswer> {
  return {
    before: ({ event }) => {
      refuseTooLong(event, route.maxBodyBytes);
      if (!isCsv(event.headers['content-type'])) throw new ProblemError({ kind: 'not-csv', detail });
      const { body = '' } = event;
      event.body = event.isBase64Encoded ? Buffer.from(body, 'base64').toString('utf8') : body;
      event.isBase64Encoded = false;
      if (event.body.trim() === '') throw new ProblemError({ kind: 'invalid', detail: 'Send a body.' });
    },
  };
}

/** Whether a content type is `text/csv`, of no charset but UTF-8. */
function isCsv(contentType = ''): boolean {
  const [type = '', ...parameters] = contentType.toLowerCase().split(';');
  const charset = parameters.map((each) => each.trim()).find((each) => each.startsWith('charset='));
  const name = charset?.slice('charset='.length).replaceAll('"', '');
  return type.trim() === 'text/csv' && (name === undefined || name === 'utf-8' || name === 'utf8');
}
