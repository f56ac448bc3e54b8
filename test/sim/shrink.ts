import { actKinds, type Left, type Options } from './scenario.ts';
import { faultKinds } from './faults.ts';
import type { Simulation } from './simulate.ts';

type Simulate = (options: Options) => Promise<Simulation>;

/** Worlds that are tried to find a smaller one. */
const MOST_TRIES = 60;

/**
 * The smallest world found in which the same rule is broken still: first fewer leads and days, then without the faults
 * and acts that it does not take.
 */
export async function shrink(simulate: Simulate, options: Options, rule: string): Promise<Options> {
  let smallest = options;
  let tries = 0;
  const stillFails = async (smaller: Options): Promise<boolean> => {
    if (tries === MOST_TRIES) return false;
    tries += 1;
    const { violations } = await simulate(smaller);
    const fails = violations.some((violation) => violation.rule === rule);
    if (fails) smallest = smaller;
    return fails;
  };
  for (const name of ['leads', 'days'] as const) {
    for (let size = Math.ceil(smallest[name] / 2); size >= 1; size = Math.ceil(size / 2)) {
      if (!(await stillFails({ ...smallest, [name]: size })) || size === 1) break;
    }
  }
  for (const kind of ['crm' as const, ...faultKinds, ...actKinds]) {
    const without: Left[] = [...(smallest.without ?? []), kind];
    await stillFails({ ...smallest, without });
  }
  return smallest;
}
