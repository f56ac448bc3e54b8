import { logMessages } from '#shared/config/log-messages.ts';
import { logger } from './logger.ts';

/** Tells of steps that failed for good; an alarm is made of it. */
export function logFailedSteps(count: number): void {
  if (count > 0) logger.warn(logMessages.stepsFailed, { count });
}
