import * as z from 'zod';
import { fromEpochMs, InvalidInstantError, toInstant } from '#shared/domain/time/instants.ts';

/** A provider's time stamp in any form of ISO 8601 (SES also writes `2018-10-08T14:05:45 +0000`), as our instant. */
export const providerInstant = z.string().transform((text, context) => {
  try {
    return toInstant(text.replace(/ (?=[+-]\d{2}:?\d{2}$)/, ''));
  } catch (error) {
    if (!(error instanceof InvalidInstantError)) throw error;
    context.addIssue({ code: 'custom', message: 'not a time stamp' });
    return z.NEVER;
  }
});

/** A provider's time stamp in milliseconds since 1970, up to the year 2100. */
export const providerMillis = z.int().min(0).max(4_102_444_800_000).transform(fromEpochMs);
