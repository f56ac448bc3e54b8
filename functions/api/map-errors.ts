import { InvalidCursorError } from '#shared/ports/invalid-cursor-error.ts';
import { ItemTooLargeError } from '#shared/ports/item-too-large-error.ts';
import { ContentionError } from '#shared/ports/contention-error.ts';
import { EnrollmentRefusedError } from '#shared/use-cases/enrollments/enroll-leads.ts';
import type { MapError } from '../runtime/http-stack.ts';

/** Errors of use cases that a caller can do something about. */
export const mapError: MapError = (error) => {
  if (error instanceof ContentionError) return { kind: 'busy' };
  if (error instanceof EnrollmentRefusedError) return { kind: 'conflict', detail: error.message };
  if (error instanceof InvalidCursorError) {
    return { kind: 'invalid', errors: [{ in: 'query', path: 'cursor', message: error.message }] };
  }
  if (error instanceof ItemTooLargeError) return { kind: 'invalid', detail: error.message };
  return undefined;
};
