import { logMessages } from '#shared/config/log-messages.ts';
import type { Hold } from '#shared/domain/holds/hold.ts';
import { logger } from './logger.ts';
import { textOf } from '#shared/domain/time/instants.ts';

/** Tells of a hold that the provider caused; an alarm is made of it. One of a person is known to that person. */
export function logHeld({ organisation, id, reason, since, refusals }: Hold): void {
  if (reason.kind !== 'provider') return;
  const { code } = reason;
  logger.warn(logMessages.sendingHeld, { organisation, hold: id, code, since: textOf(since), refusals });
}
