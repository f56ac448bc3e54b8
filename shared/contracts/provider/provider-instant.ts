import * as z from 'zod';
import { InvalidInstantError, toInstant } from '#shared/domain/time/instants.ts';

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
