import { isInForce, type Hold } from '../../domain/holds/hold.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import { secondsBetween } from '../../domain/time/instants.ts';
import { wakeHeldLanes, type HoldPorts } from './wake-held-lanes.ts';

/** How long a hold is over before its lanes need no more looking after, in seconds: two turns of the sweep. */
const LOOKED_AFTER_SECONDS = 2 * 60 * 60;

/**
 * Looks over the holds of the stage (F4): those that ended a while ago have their lanes woken again, in case the work
 * that ended them died before it did.
 *
 * @param passOver told of holds that cannot be read; without it they are thrown
 * @returns those in force.
 */
export async function reviewHolds(
  ports: HoldPorts,
  now: Instant,
  passOver?: (unreadable: Error) => void,
): Promise<Hold[]> {
  const inForce: Hold[] = [];
  for await (const hold of ports.store.holds.scan(passOver)) {
    const { until } = hold;
    if (until === undefined || isInForce(hold, now)) inForce.push(hold);
    else if (secondsBetween(until, now) < LOOKED_AFTER_SECONDS) await wakeHeldLanes(ports, hold);
  }
  return inForce;
}
