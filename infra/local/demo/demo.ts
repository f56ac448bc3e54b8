import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import * as clack from '@clack/prompts';
import { Command, InvalidArgumentError } from 'commander';
import { textOf, toInstant } from '#shared/domain/time/instants.ts';
import { timeLapseClock } from '../clock.ts';
import { startSystem } from '../system.ts';
import { servicesRate } from './services/set-up-services.ts';
import { readPlan } from './plan.ts';
import { play, type DemoOptions } from './play.ts';
import { sizeOfFile, UserFileError } from './user-file.ts';

const sample = (file: string): string => join(import.meta.dirname, 'sample', file);

const program = new Command('npm run demo --')
  .description('Runs a sequence over a file of leads in time-lapse, and proves what it did.')
  .option('--leads <file>', 'CSV of leads', sample('leads.csv'))
  .option(
    '--plan <file>',
    'plan in YAML or JSON: people, settings, templates, sequence, reactions',
    sample('plan.yaml'),
  )
  .option('--start <instant>', 'when it begins, ISO 8601', instant, '2027-03-08T07:00:00.000Z')
  .option('--days <n>', 'how many days pass', wholeNumber, 30)
  .option('--out <folder>', 'where report.json, report.html and rejected.csv go', 'demo-output')
  .option('--seed <n>', 'chance of the reactions: the same seed, the same demo', wholeNumber, 1)
  .option('--strict', 'refuse the whole file of leads when one row is refused', false)
  .parse();
const options = program.opts<DemoOptions>();

try {
  await run();
} catch (error) {
  if (!(error instanceof UserFileError)) throw error;
  clack.log.error(error.message);
  process.exitCode = 1;
}

async function run(): Promise<void> {
  const plan = await readPlan(options.plan);
  await sizeOfFile(options.leads, 'a CSV of leads');
  await mkdir(options.out, { recursive: true });
  const clock = timeLapseClock(options.start);
  const system = await startSystem({
    clock,
    leastRateMinutes: 24 * 60,
    ...(plan.plan.services !== undefined && { leastRateOf: servicesRate }),
    streamLagSeconds: 6 * 3600,
  });
  try {
    const balanced = await play(system, plan, options);
    if (!balanced) process.exitCode = 1;
  } finally {
    await system.stop();
    clock.restore();
  }
}

function instant(text: string): string {
  try {
    return textOf(toInstant(text));
  } catch {
    throw new InvalidArgumentError('Write it as 2027-03-08T07:00:00Z.');
  }
}

function wholeNumber(text: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1) throw new InvalidArgumentError('Give a whole number from 1.');
  return number;
}
