import { plusMinutes } from '../../domain/time/instants.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import type { Queue } from '../../ports/queue.ts';
import type { Store } from '../../ports/store.ts';

type Ports = {
  store: Pick<Store, 'webhookDeliveries'>;
  queue: Pick<Queue, 'deliverWebhook'>;
};

/** A wake-up is missing when its time is this long past, in minutes. */
const OVERDUE_MINUTES = 10;

/**
 * Asks again for deliveries whose time is past: their wake-up was lost, or their request died before it asked (A14). Says
 * how many. One wake-up too many does no harm.
 *
 * @param passOver told of deliveries that cannot be read; without it they are thrown
 */
export async function repairDeliveries(
  { store, queue }: Ports,
  now: Instant,
  passOver?: (unreadable: Error) => void,
): Promise<number> {
  const overdue = plusMinutes(now, -OVERDUE_MINUTES);
  let repaired = 0;
  for await (const { organisation, id, state } of store.webhookDeliveries.scan(passOver)) {
    if (state.status !== 'pending' || state.nextAt > overdue) continue;
    await queue.deliverWebhook(organisation, id);
    repaired += 1;
  }
  return repaired;
}
