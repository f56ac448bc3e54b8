import type { Refusal } from '#shared/domain/kernel/refusal.ts';
import type { Problem } from '../runtime/problem-answer.ts';

/** A refusal as the problem that the API answers: the one place where they are mapped. */
export function problemOf(refusal: Refusal): Problem {
  switch (refusal.kind) {
    case 'invalid':
      return {
        kind: 'invalid',
        errors: refusal.problems.map(({ path, message, see }) => ({
          ...{ in: 'body', path: path.join('.'), message },
          ...(see !== undefined && { see }),
        })),
      };
    case 'not-found':
      return { kind: 'not-found', detail: `There is no ${refusal.what} “${refusal.id}”.` };
    case 'revision-needed':
      return {
        kind: 'revision-needed',
        revision: refusal.revision,
        detail: 'Send If-Match with the ETag you have read.',
      };
    case 'changed':
      return { kind: 'changed', revision: refusal.revision, detail: 'Read it again and repeat your change.' };
    case 'busy':
      return { kind: 'conflict', detail: refusal.detail };
    case 'forbidden':
    case 'conflict':
    case 'key-reused':
      return refusal;
  }
}

/**
 * What commands of the engine answer when they do nothing, as a refusal. The engine does not say what its caller asked
 * for, so that is said here.
 */
export function refusalOfEngine(
  result: Extract<Refusal, { kind: 'invalid' }> | { kind: 'refused'; why: string } | { kind: 'not-found' },
  asked: { what: string; id: string },
): Refusal {
  switch (result.kind) {
    case 'invalid':
      return result;
    case 'refused':
      return { kind: 'conflict', detail: result.why };
    case 'not-found':
      return { kind: 'not-found', ...asked };
  }
}
