import type { Instant } from '#shared/domain/kernel/instant.ts';
import { toInstant } from '#shared/domain/time/instants.ts';

/** The instant that an ISO text means: `at('2027-03-08T09:00:00Z')`. */
export function at(text: string): Instant {
  return toInstant(text);
}
