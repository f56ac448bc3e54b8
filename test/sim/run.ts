import { execFile } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { plant } from './hooks.ts';
import { mutants, type Mutant } from './mutants.ts';
import { readArguments, usage, type Arguments } from './options.ts';

/** Worlds of the mutants: small, since there are many. */
const SMALL = { days: 20, leads: 40 };
/** In which the CRM is read once in so many times. */
const PACE = 3;

async function run(args: Arguments): Promise<boolean> {
  if (args.mutants) return runMutants(args.only);
  const mutant = args.plant === undefined ? undefined : mutantOf(args.plant);
  if (mutant !== undefined) plant(mutant.patches);
  // Loaded now, with the bug in it.
  const { runWorlds } = await import('./worlds.ts');
  return runWorlds(args);
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

/** How a mutant was found; undefined: it was not. @throws where the worlds could not be lived through */
function findingOf({ name, within, crm }: Mutant): Promise<string | undefined> {
  const { days, leads } = SMALL;
  const world = ['--days', days, '--leads', leads, ...(crm ? ['--pace', PACE] : ['--without', 'crm'])];
  const args = ['--plant', name, '--seeds', within, ...world].map(String);
  return new Promise((resolve, reject) => {
    execFile(process.execPath, [import.meta.filename, ...args], (error, stdout, stderr) => {
      const line = stdout.split('\n').find((text) => text.startsWith('found by'));
      if (line === undefined && error !== null) reject(new Error(`${name} did not run: ${stderr}`));
      else resolve(line);
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
