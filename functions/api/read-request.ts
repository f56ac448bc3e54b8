import type * as z from 'zod';
import type { Operation } from '#shared/contracts/api/operation.ts';
import type { FieldError } from '#shared/contracts/api/problem.ts';
import type { Expected } from '#shared/domain/kernel/expected.ts';
import type { HttpEvent } from '../runtime/http-stack.ts';
import { bodyErrors } from './sound-body.ts';
import { ProblemError } from '../runtime/problem-error.ts';

type Part = FieldError['in'];

/** The parts of a request, checked by the contracts of its operation. Throws ProblemError with every wrong value. */
export function readRequest(operation: Operation, event: HttpEvent) {
  const unsound = bodyErrors(event.body);
  if (unsound.length > 0) throw new ProblemError({ kind: 'invalid', errors: unsound });
  const errors = unknownParameters(operation, event.queryStringParameters);
  const read = (part: Part, schema: z.ZodType | undefined, value: unknown): unknown => {
    if (schema === undefined) return undefined;
    const result = schema.safeParse(value);
    if (result.success) return result.data;
    errors.push(...result.error.issues.flatMap((issue) => fieldErrors(part, issue)));
    return undefined;
  };
  const request = {
    params: read('path', operation.params, decoded(event.pathParameters)),
    query: read('query', operation.query, event.queryStringParameters ?? {}),
    headers: read('header', operation.headers, event.headers),
    body: read('body', operation.body, event.body),
    expected: operation.conditional ? expectedOf(event, errors) : undefined,
  };
  if (errors.length > 0) throw new ProblemError({ kind: 'invalid', errors });
  return request;
}

/** Parameters that the operation does not name: a filter mistyped would quietly leave everything in. */
function unknownParameters({ query }: Operation, given: HttpEvent['queryStringParameters']): FieldError[] {
  const named = query?.shape ?? {};
  const unknown = Object.keys(given ?? {}).filter((name) => !Object.hasOwn(named, name));
  const message = 'There is no such parameter: remove it, or mend its name.';
  return unknown.map((path) => ({ in: 'query', path, message }));
}

function decoded(params: HttpEvent['pathParameters']): Record<string, string | undefined> {
  return Object.fromEntries(
    Object.entries(params ?? {}).map(([name, value]) => {
      try {
        return [name, value && decodeURIComponent(value)];
      } catch {
        return [name, value];
      }
    }),
  );
}

/** Each problem of zod as one of ours; unknown names are named one by one. */
export function fieldErrors(part: Part, issue: z.core.$ZodIssue): FieldError[] {
  const path = issue.path.join('.');
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      in: part,
      path: [...issue.path, key].join('.'),
      message: 'There is no such field: remove it, or mend its name.',
    }));
  }
  if (
    issue.code === 'invalid_type' &&
    issue.input === undefined &&
    issue.message.endsWith('received undefined')
  ) {
    return [{ in: part, path, message: `Give this value: ${article(issue.expected)}.` }];
  }
  if (issue.code === 'invalid_type' && issue.message.startsWith('Invalid input: expected')) {
    return [{ in: part, path, message: `This is of another kind: give ${article(issue.expected)}.` }];
  }
  if ((issue.code === 'too_small' || issue.code === 'too_big') && issue.message.startsWith('Too ')) {
    return [{ in: part, path, message: outOfBounds(issue) }];
  }
  if (issue.code === 'invalid_key' || issue.code === 'invalid_element') {
    return issue.issues.map(({ message }) => ({ in: part, path, message }));
  }
  return [{ in: part, path, message: issue.message }];
}

/** What may be given at least or at most, where the contract does not say it in its own words. */
function outOfBounds(issue: z.core.$ZodIssueTooSmall | z.core.$ZodIssueTooBig): string {
  const bound = issue.code === 'too_small' ? `at least ${issue.minimum}` : `at most ${issue.maximum}`;
  return `Give ${bound}${unitOf[issue.origin] ?? ''}.`;
}

/** What the bound of a value counts; of the others, the value itself. */
const unitOf: Partial<Record<string, string>> = {
  string: ' characters',
  array: ' of them',
  set: ' of them',
  map: ' of them',
};

function article(expected: string): string {
  return /^[aeio]/.test(expected) ? `an ${expected}` : `a ${expected}`;
}

function expectedOf(event: HttpEvent, errors: FieldError[]): Expected {
  const match = event.headers['if-match']?.trim();
  const noneMatch = event.headers['if-none-match']?.trim();
  if (noneMatch !== undefined) {
    if (noneMatch === '*' && match === undefined) return 'absent';
    errors.push({
      in: 'header',
      path: 'if-none-match',
      message: 'Send If-None-Match: * alone, or If-Match.',
    });
    return undefined;
  }
  if (match === undefined || match === '*') return match && 'present';
  const revision = /^(?:W\/)?"(\d{1,9})"$/.exec(match)?.[1];
  if (revision === undefined) {
    errors.push({ in: 'header', path: 'if-match', message: 'Send the ETag as it was given, such as "3".' });
    return undefined;
  }
  return Number(revision);
}
