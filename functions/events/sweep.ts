import { clock } from '#functions/runtime/clock.ts';
import { sendingDomainPorts } from '#functions/runtime/sending-domain-ports.ts';
import { enginePorts } from '#functions/runtime/engine-ports.ts';
import { logHeld } from '#functions/runtime/log-held.ts';
import { logger } from '#functions/runtime/logger.ts';
import { sweep } from '#shared/use-cases/reconciliation/sweep.ts';
import { reviewHolds } from '#shared/use-cases/holds/review-holds.ts';
import { recheckDomains } from '#shared/use-cases/sending-domains/recheck-domains.ts';
import { repairDeliveries } from '#shared/use-cases/webhooks/repair-deliveries.ts';

/**
 * Proves that nothing is lost, and mends what is (F4), tells what is held (F10); last, verifies sending domains again (A8). The counts go to the log,
 * by organisation.
 */
export async function handler(): Promise<void> {
  const now = clock.now();
  const { reconciliation, repaired, listed } = await sweep(enginePorts(), now);
  const holds = await reviewHolds(enginePorts(), now);
  for (const hold of holds) logHeld(hold);
  const webhooks = await repairDeliveries(enginePorts(), now);
  logger.info('swept', {
    reconciliation: Object.fromEntries(reconciliation),
    repaired,
    listed,
    holds: holds.length,
    webhooks,
  });
  const { failed, ...domains } = await recheckDomains(sendingDomainPorts(), now);
  logger.info('sending domains verified again', domains);
  for (const error of failed) logger.error('a sending domain was not verified; it comes again', { error });
}
