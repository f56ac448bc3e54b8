import * as z from 'zod';
import { about } from './about.ts';
import {
  createDocument,
  type ZodOpenApiObject,
  type ZodOpenApiOperationObject,
  type ZodOpenApiPathsObject,
} from 'zod-openapi';
import { methodAndPath, tags, type Operation } from './operation.ts';
import { operations } from './operations.ts';
import { problem } from './problem.ts';

const meanings: Record<number, string> = {
  400: 'Something sent is not valid; `errors` lists every wrong value.',
  401: 'No valid token.',
  403: 'The role or the groups of the caller do not allow this.',
  404: 'There is no such thing.',
  409: 'The present state of things does not allow it.',
  412: 'Somebody else has changed it since: read it again.',
  413: 'The body is too long.',
  415: 'The body is of another type.',
  422: 'The `Idempotency-Key` was used for another request.',
  428: 'Say in `If-Match` which revision the change was made from.',
  500: 'Something broke here; the body tells nothing more than the id of the request.',
};

const etagHeader = z.object({
  etag: about(z.string(), 'The revision, in quotes, for `If-Match`.', '"3"'),
});

const locationHeader = z.object({
  location: about(z.string(), 'The address of what was made.', '/v1/jobs/0m8f3k2p9q1x7w5a'),
});

const conditionHeaders = z.object({
  'if-match': about(
    z.string().optional(),
    'The `ETag` that the change was made from; compulsory when the thing exists.',
    '"3"',
  ),
  'if-none-match': about(z.literal('*').optional(), '`*`: only if it does not exist yet.'),
});

/** The OpenAPI 3.1 document of the API, made from the same schemas that check requests and answers. */
export function openApiDocument(version: string) {
  const paths: ZodOpenApiPathsObject = {};
  for (const [id, operation] of Object.entries(operations) as [string, Operation][]) {
    const { method, path } = methodAndPath(operation);
    (paths[path] ??= {})[method.toLowerCase() as Lowercase<typeof method>] = described(id, operation);
  }
  const document: ZodOpenApiObject = {
    openapi: '3.1.0',
    info: {
      title: 'Relance',
      version,
      description:
        'Follow-up sequences: leads, templates, sequences, and a record of each thing that happened and why.\n\nLists give a `cursor` for the next page. Changes of what two people may edit take `If-Match`. Problems are `application/problem+json` and list every wrong value at once.',
    },
    security: [{ token: [] }],
    tags: Object.entries(tags).map(([name, description]) => ({ name, description })),
    paths,
    components: {
      securitySchemes: {
        token: {
          type: 'http',
          scheme: 'bearer',
          bearerFormat: 'JWT',
          description: 'A token of the user pool.',
        },
      },
    },
  };
  // The inner side of a codec, which the outer one overrides.
  return createDocument(document, { allowEmptySchema: { custom: { output: true } } });
}

function described(id: string, operation: Operation): ZodOpenApiOperationObject {
  const { params, query, headers, body, returns } = operation;
  const header = operation.conditional ? conditionHeaders : headers;
  const statuses = [400, 401, 403, ...(operation.problems ?? []), 500].sort();
  return {
    operationId: id,
    tags: [operation.tag],
    summary: operation.summary,
    description: [operation.description, `Roles: ${operation.roles.join(', ')}.`]
      .filter(Boolean)
      .join('\n\n'),
    requestParams: {
      ...(params && { path: params }),
      ...(query && { query }),
      ...(header && { header }),
    },
    ...(body && {
      requestBody: {
        required: operation.bodyOptional !== true,
        content: { [contentTypeOf(operation.bodyKind)]: { schema: body } },
      },
    }),
    responses: {
      ...Object.fromEntries(
        successStatuses(operation).map((status) => [status, successOf(operation, returns)]),
      ),
      ...Object.fromEntries(
        statuses.map((status) => [
          status,
          {
            description: meanings[status] ?? '',
            content: { 'application/problem+json': { schema: problem } },
          },
        ]),
      ),
    },
  };
}

/** A PUT makes what is not there yet, and so may others. */
function successStatuses({ on, returns, mayCreate }: Operation): number[] {
  return mayCreate === true || on.startsWith('PUT ') ? [returns.status, 201] : [returns.status];
}

function contentTypeOf(bodyKind: 'csv' | undefined): 'text/csv' | 'application/json' {
  return bodyKind === 'csv' ? 'text/csv' : 'application/json';
}

function successOf(operation: Operation, { description, body, bodyKind }: Operation['returns']) {
  return {
    description,
    ...(operation.etag && { headers: etagHeader }),
    ...(operation.located && { headers: locationHeader }),
    ...(body && { content: { [contentTypeOf(bodyKind)]: { schema: body } } }),
  };
}
