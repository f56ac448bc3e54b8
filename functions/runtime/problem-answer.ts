import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import type { FieldError, ProblemBody } from '#shared/contracts/api/problem.ts';

/** Every kind of problem: its name in `type`, its status and its title. */
const kinds = {
  invalid: { status: 400, title: 'What was sent is not valid' },
  unauthenticated: { status: 401, title: 'No valid token' },
  forbidden: { status: 403, title: 'Not allowed' },
  'not-found': { status: 404, title: 'There is no such thing' },
  conflict: { status: 409, title: 'The present state of things does not allow it' },
  changed: { status: 412, title: 'Somebody else has changed it' },
  'too-long': { status: 413, title: 'The body is too long' },
  'not-json': { status: 415, title: 'Send JSON' },
  'not-csv': { status: 415, title: 'Send CSV' },
  'key-reused': { status: 422, title: 'The Idempotency-Key was used for another request' },
  'revision-needed': { status: 428, title: 'Say which revision the change was made from' },
  internal: { status: 500, title: 'Something broke' },
  busy: { status: 503, title: 'Too many changes of the same thing at once: try again' },
} as const satisfies Record<string, { status: number; title: string }>;
export type ProblemKind = keyof typeof kinds;

/** A problem as the API answers it. */
export type Problem = {
  kind: ProblemKind;
  detail?: string | undefined;
  errors?: FieldError[] | undefined;
  id?: string | undefined;
  revision?: number | undefined;
};

/** The answer `application/problem+json` (RFC 9457). */
export function problemAnswer(problem: Problem, requestId: string): APIGatewayProxyStructuredResultV2 {
  const { kind, ...more } = problem;
  const { status, title } = kinds[kind];
  const body: ProblemBody = { type: `/problems/${kind}`, title, status, ...more, requestId };
  return {
    statusCode: status,
    headers: {
      'content-type': 'application/problem+json',
      'cache-control': 'no-store',
      ...(problem.revision !== undefined && problem.revision > 0 && { etag: `"${problem.revision}"` }),
      ...(kind === 'busy' && { 'retry-after': '1' }),
    },
    body: JSON.stringify(body),
  };
}
