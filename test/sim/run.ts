import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { plant } from './hooks.ts';
import { mutants, type Mutant } from './mutants.ts';
import { readArguments, usage, type Arguments } from './options.ts';

/** Worlds of the mutants: small, since there are many. */
const SMALL = { days: 20, leads: 40 };

async function run(args: Arguments): Promise<boolean> {
  if (args.mutants) return runMutants(args.only);
  const mutant = args.plant === undefined ? undefined : mutantOf(args.plant);
  if (mutant !== undefined) plant(mutant.patches);
  const { simulate } = await import('./simulate.ts');
  const { commandFor, tell } = await import('./tell.ts');
  const { shrink } = await import('./shrink.ts');
  const { checkNames } = await import('./scenario.ts');
  const without = checkNames(args.without);
  let clean = true;
  for (let seed = args.seed; seed < args.seed + args.seeds; seed += 1) {
    const options = { seed, days: args.days, leads: args.leads, without };
    const before = process.cpuUsage();
    const simulation = await simulate({ ...options, whole: args.log !== undefined });
    const { user, system } = process.cpuUsage(before);
    const { violations, log, stage } = simulation;
    if (args.log !== undefined) writeFileSync(args.log, log.lines.join('\n'));
    const [first] = violations;
    if (mutant === undefined)
      console.log(
        `seed ${seed}: ${stage.world.provider.received.length} messages, ${stage.world.order} steps, ${((user + system) / 1e6).toFixed(1)} s, log ${log.digest().slice(0, 16)}${first === undefined ? '' : `, ${violations.length} violations`}`,
      );
    if (first === undefined) continue;
    clean = false;
    if (mutant !== undefined) {
      console.log(`found by seed ${seed}: ${first.rule}: ${first.expected}`);
      break;
    }
    const smallest = args.shrink ? await shrink(simulate, options, first.rule) : options;
    const again = await simulate(smallest);
    const same = again.violations.find(({ rule }) => rule === first.rule) ?? first;
    console.log(`${await tell(again, same)}\nTo see it again: ${commandFor(smallest)}`);
  }
  return clean;
}

/** Each mutant in a process of its own, since a bug is in the whole of it; as many at once as there are cores. */
async function runMutants(only: string | undefined): Promise<boolean> {
  const chosen = only === undefined ? [...mutants] : [mutantOf(only)];
  const all = chosen.length;
  let found = 0;
  const work = async () => {
    for (let mutant = chosen.shift(); mutant !== undefined; mutant = chosen.shift()) {
      const line = await findingOf(mutant);
      if (line !== undefined) found += 1;
      const { name, what, within } = mutant;
      console.log(`${name}: ${line ?? `NOT FOUND within ${within} seeds`}\n  (${what})`);
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, work));
  console.log(`${found} of ${all} planted bugs are found`);
  return found === all;
}

/** How a mutant was found; undefined: it was not. */
function findingOf({ name, within }: Mutant): Promise<string | undefined> {
  const { days, leads } = SMALL;
  const args = ['--plant', name, '--seeds', within, '--days', days, '--leads', leads].map(String);
  return new Promise((resolve) => {
    execFile(process.execPath, [import.meta.filename, ...args], (_error, stdout) => {
      resolve(stdout.split('\n').find((text) => text.startsWith('found by')));
    });
  });
}

function mutantOf(name: string): Mutant {
  const mutant = mutants.find((one) => one.name === name);
  if (mutant === undefined)
    throw new Error(`There is no mutant ${name}: ${mutants.map((one) => one.name).join(', ')}.`);
  return mutant;
}

try {
  process.exitCode = (await run(readArguments(process.argv.slice(2)))) ? 0 : 1;
} catch (error) {
  console.error(error instanceof Error && error.name === 'Error' ? `${error.message}\n${usage}` : error);
  process.exitCode = 2;
}
