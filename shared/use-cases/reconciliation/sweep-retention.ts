import type { Instant } from '../../domain/kernel/instant.ts';
import type { WholePorts } from '../core/engine-ports.ts';
import { startRetention } from '../jobs/retention/start-retention.ts';

type Ports = { store: Pick<WholePorts['store'], 'settings' | 'jobs'> } & Pick<WholePorts, 'ids' | 'queue'>;

/**
 * Once a day has what organisations keep no longer removed, by a job of each (F9), and lets a job go on that stands still.
 *
 * @param passOver takes what cannot be read
 * @returns for how many organisations that begins now
 */
export async function sweepRetention(
  ports: Ports,
  now: Instant,
  passOver: (unreadable: Error) => void,
): Promise<number> {
  let begun = 0;
  for await (const level of ports.store.settings.scan(passOver)) {
    if (level.scope === 'organisation' && (await startRetention(ports, level, now))) begun += 1;
  }
  return begun;
}
