import { isActive } from '../../domain/automations/automation.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import type { Store } from '../../ports/store.ts';
import type { WholePorts } from '../core/engine-ports.ts';
import { startMatching } from '../jobs/start-matching.ts';

type Ports = { store: Pick<Store, 'automations' | 'jobs'> } & Pick<WholePorts, 'ids' | 'queue'>;

/**
 * Once a day has everything looked at that an active automation may be about (F4): every lead and record that should have
 * matched has, and every one that waits for an instant has its wake-up.
 *
 * @param passOver takes what cannot be read
 * @returns of how many automations that begins now
 */
export async function sweepAutomations(
  ports: Ports,
  now: Instant,
  passOver: (unreadable: Error) => void,
): Promise<number> {
  let begun = 0;
  for await (const automation of ports.store.automations.scan(passOver)) {
    if (isActive(automation) && (await startMatching(ports, automation, now))) begun += 1;
  }
  return begun;
}
