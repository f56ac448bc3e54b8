import { writeFileSync } from 'node:fs';
import type { Arguments } from './options.ts';
import { checkNames, type Options } from './scenario.ts';
import { shrink } from './shrink.ts';
import { simulate, type Simulation } from './simulate.ts';
import { commandFor, tell } from './tell.ts';

/**
 * Lives through one world after the other, and tells what was wrong with each; with a planted bug, only until it is
 * found. @returns whether nothing was
 */
export async function runWorlds(args: Arguments): Promise<boolean> {
  const without = checkNames(args.without);
  let clean = true;
  for (let seed = args.seed; seed < args.seed + args.seeds; seed += 1) {
    const { days, leads, pace } = args;
    const options = { seed, days, leads, pace, without };
    const before = process.cpuUsage();
    const simulation = await simulate({ ...options, whole: args.log !== undefined });
    const { user, system } = process.cpuUsage(before);
    if (args.log !== undefined) writeFileSync(args.log, simulation.log.lines.join('\n'));
    const [first] = simulation.violations;
    if (args.plant === undefined) console.log(summary(seed, simulation, (user + system) / 1e6));
    else if (first !== undefined) {
      console.log(`found by seed ${seed}: ${first.rule}: ${first.expected}`);
      return false;
    }
    if (first === undefined) continue;
    clean = false;
    console.log(await findings(options, first.rule, args.shrink));
  }
  return clean;
}

function summary(seed: number, { stage, log, violations }: Simulation, cpuSeconds: number): string {
  const { world } = stage;
  const wrong = violations.length === 0 ? '' : `, ${violations.length} VIOLATIONS`;
  const messages = world.provider.received.length;
  return `seed ${seed}: ${messages} messages, ${world.order} steps, ${cpuSeconds.toFixed(1)} s of CPU, log ${log.digest().slice(0, 16)}${wrong}`;
}

/** The smallest world in which the rule is broken still, and what is to be known of it. */
async function findings(options: Options, rule: string, shrinks: boolean): Promise<string> {
  const smallest = shrinks ? await shrink(simulate, options, rule) : options;
  const again = await simulate(smallest);
  const violation = again.violations.find((one) => one.rule === rule);
  const told = violation === undefined ? rule : await tell(again, violation);
  return `${told}\nTo see it again: ${commandFor(smallest)}`;
}
