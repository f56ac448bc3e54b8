import * as z from 'zod/mini';
import type { Instant } from '../kernel/instant.ts';
import { textOf, writtenInstant } from './instants.ts';

/** An instant as it is inside: for what is packed as numbers, and the inner side of {@link instant}. */
export const epochInstant = z.custom<Instant>((value) => Number.isInteger(value), 'not an instant');

/** What the edges do with an instant: text outside, a number inside. */
export const instantText = {
  decode(text: string, context: z.core.ParsePayload): Instant {
    const at = writtenInstant(text);
    if (at !== undefined) return at;
    context.issues.push({ code: 'custom', message: 'not an instant', input: text });
    return z.NEVER;
  },
  encode: textOf,
};

/**
 * A moment at the edge: its ISO text outside, an Instant inside. Decoding takes only what `textOf` writes; for moments
 * that people write see `instantIn` of the API's contracts.
 */
export const instant = z.codec(z.string(), epochInstant, instantText);
