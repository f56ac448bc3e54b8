import * as z from 'zod';
import type { Instant } from '#shared/domain/kernel/instant.ts';

/** A provider's time stamp in any form of ISO 8601 (SES also writes `2018-10-08T14:05:45 +0000`), as our instant. */
export const providerInstant = z.string().transform((text, context): Instant => {
  const instant = new Date(text.replace(/ (?=[+-]\d{2}:?\d{2}$)/, ''));
  if (Number.isNaN(instant.getTime())) {
    context.addIssue({ code: 'custom', message: 'not a time stamp' });
    return z.NEVER;
  }
  return instant.toISOString();
});
