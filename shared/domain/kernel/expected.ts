import type { Refusal } from './refusal.ts';

/**
 * What the caller believes is stored: nothing, something, or one revision (0: nothing). Undefined: the caller has
 * not said, which is enough to make something new, not to change what is there.
 */
export type Expected = 'absent' | 'present' | number | undefined;

/** Undefined if what is stored is what the caller believes; `stored`: its revision, undefined when there is nothing. */
export function refusalOfExpected(expected: Expected, stored: number | undefined): Refusal | undefined {
  if (stored === undefined) {
    return expected === undefined || expected === 'absent' || expected === 0
      ? undefined
      : { kind: 'changed', revision: 0 };
  }
  if (expected === undefined) return { kind: 'revision-needed', revision: stored };
  return expected === 'present' || expected === stored ? undefined : { kind: 'changed', revision: stored };
}
