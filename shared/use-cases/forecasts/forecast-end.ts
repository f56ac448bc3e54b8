import type { Instant } from '../../domain/kernel/instant.ts';
import { plusMinutes } from '../../domain/time/instants.ts';

const HORIZON_DAYS = 5 * 366;

/** Beyond this no forecast looks (F1). */
export function forecastEnd(now: Instant): Instant {
  return plusMinutes(now, HORIZON_DAYS * 24 * 60);
}
