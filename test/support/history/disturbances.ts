import { plusMinutes } from '#shared/domain/time/instants.ts';
import { ProcessDied, withFaults } from '../memory/faults.ts';
import type { World, WorldPorts } from '../world.ts';
import type { History } from './history.ts';

/** Ports whose calls no death comes between: they touch nothing that is kept. */
const deathless = ['clock', 'ids', 'links', 'addresses'];

/** Wake-ups that come twice, late or not at all. */
export function disturb(w: World, { chaos }: History): void {
  if (chaos === undefined) return;
  const { scheduler } = w.ports;
  let made = 0;
  w.ports.scheduler = {
    ...scheduler,
    create: async (entry) => {
      made += 1;
      if (chaos.lost > 0 && made % (chaos.lost + 3) === 0) return 'created';
      if (chaos.twice > 0 && made % chaos.twice === 0)
        await scheduler.create({ ...entry, name: `${entry.name}.b` });
      const late = chaos.lateMinutes > 0 && made % 5 === 0;
      return scheduler.create(late ? { ...entry, at: plusMinutes(entry.at, chaos.lateMinutes) } : entry);
    },
  };
}

/** What a person asked for dies half-way, and is asked for again. */
export async function dieAndRepeat(
  work: (ports: WorldPorts) => Promise<void>,
  w: World,
  plan: { call: number; when: 'before' | 'after' },
): Promise<void> {
  try {
    await work(withFaults(w.ports, plan, deathless).ports);
  } catch (error) {
    if (!(error instanceof ProcessDied)) throw error;
    await work(w.ports);
  }
}
