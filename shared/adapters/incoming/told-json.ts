import * as z from 'zod/mini';
import { InvalidInstantError, toInstant } from '../../domain/time/instants.ts';

/**
 * A text that must be JSON. Whole numbers too large for a double stand as texts of their digits: ids of calls have 64
 * bits, and would come out as others. Half a character of two, which no table takes, becomes `\ufffd`.
 */
export const toldJson = z.pipe(
  z.string(),
  z.transform((text, context): unknown => {
    try {
      return JSON.parse(text, exact) as unknown;
    } catch {
      context.issues.push({ code: 'custom', message: 'not JSON', input: text });
      return z.NEVER;
    }
  }),
);

function exact(_key: string, value: unknown, { source }: { source?: string } = {}): unknown {
  if (typeof value === 'string') return value.toWellFormed();
  const isCut = typeof value === 'number' && Number.isInteger(value) && !Number.isSafeInteger(value);
  return isCut && source !== undefined && /^\d{1,25}$/.test(source) ? source : value;
}

/** An id that a service writes as a number or as a text. */
export const toldId = z.pipe(
  z.union([z.string().check(z.minLength(1), z.maxLength(200)), z.int()]),
  z.transform(String),
);

/** A text of some length, or nothing. */
export const toldText = z.nullish(z.string().check(z.maxLength(2_000)));

/** A link that can be followed, or undefined. */
export function toldLink(text: string | null | undefined): string | undefined {
  return text != null && text.length <= 2_000 && URL.canParse(text) && new URL(text).protocol === 'https:'
    ? text
    : undefined;
}

/** A moment as services write it, ISO 8601 with `Z` or an offset; it stays a text, to be read by `toInstant`. */
export const toldMoment = z.string().check(z.maxLength(50), z.refine(isMoment, 'not a moment'));

function isMoment(text: string): boolean {
  try {
    toInstant(text);
    return true;
  } catch (error) {
    if (error instanceof InvalidInstantError) return false;
    throw error;
  }
}
