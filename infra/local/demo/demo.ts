import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as clack from '@clack/prompts';
import { Command, InvalidArgumentError } from 'commander';
import * as z from 'zod';
import { plusMinutes, secondsBetween, toInstant } from '#shared/domain/calendar/instants.ts';
import { timeLapseClock } from '../clock.ts';
import { organisation } from '../names.ts';
import { startSystem, type System } from '../system.ts';
import { ApiClient } from './api-client.ts';
import { Chance } from './chance.ts';
import { enrollEverybody } from './enroll-everybody.ts';
import { importLeads } from './import-leads.ts';
import { MailboxClient } from './mailbox-client.ts';
import { readPlan, UserFileError, type Plan } from './plan.ts';
import { printed } from './print.ts';
import { withProgress, type Progress } from './progress.ts';
import { Reactions } from './reactions.ts';
import { reportPage } from './report-page.ts';
import { collect } from './report.ts';
import { setUp } from './set-up.ts';

const sample = (file: string): string => join(import.meta.dirname, 'sample', file);
const MINUTES_A_DAY = 24 * 60;

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
const options = program.opts<{
  leads: string;
  plan: string;
  start: string;
  days: number;
  out: string;
  seed: number;
  strict: boolean;
}>();

try {
  await run();
} catch (error) {
  if (!(error instanceof UserFileError)) throw error;
  clack.log.error(error.message);
  process.exitCode = 1;
}

async function run(): Promise<void> {
  const plan = await readPlan(options.plan);
  await mkdir(options.out, { recursive: true });
  const clock = timeLapseClock(options.start);
  const system = await startSystem({ clock, leastRateMinutes: MINUTES_A_DAY, streamLagSeconds: 6 * 3600 });
  try {
    await play(system, plan);
  } finally {
    await system.stop();
    clock.restore();
  }
}

async function play(system: System, plan: Plan): Promise<void> {
  const zone =
    z.looseObject({ profile: z.looseObject({ zone: z.string() }).optional() }).parse(plan.organisation)
      .profile?.zone ?? 'UTC';
  const admin = Object.keys(plan.users)[0] ?? 'admin';
  const api = new ApiClient(system.url, await system.token({ organisation, userId: admin, role: 'admin' }));
  await setUp(api, plan);

  const rejectedFile = join(options.out, 'rejected.csv');
  await withProgress(
    'Importing leads',
    100,
    ({ reach }) =>
      importLeads(api, options.leads, {
        strict: options.strict,
        rejectedFile,
        work: () => system.drain(),
        onProgress: (percent) => reach(Math.floor(percent)),
      }),
    ({ accepted, rejected }) =>
      `${accepted} leads imported${rejected === 0 ? '' : `, ${rejected} rows refused: see ${rejectedFile}`}`,
  );
  const enrolled = await enrollEverybody(api, plan);
  clack.log.info(`${enrolled} leads enrolled in “${plan.sequence.name}”`);

  const end = plusMinutes(toInstant(options.start), options.days * MINUTES_A_DAY);
  const mailbox = new MailboxClient(system.mailboxUrl);
  const reactions = new Reactions({ plan, chance: new Chance(options.seed), api, mailbox });
  await withProgress(
    `${options.days} days pass`,
    options.days,
    ({ reach }) => pass(system, end, reactions, reach),
    () => `${options.days} days passed`,
  );
  const collected = await withProgress(
    'Reading the records',
    undefined,
    ({ reach }) =>
      collect(api, {
        sequence: plan.sequence.id,
        zone,
        onProgress: (done) => reach(done, `Reading the records: ${done}`),
      }),
    ({ report }) => `${report.totals.enrolled} records read`,
  );
  const title = `${plan.sequence.name}: what happened`;
  await writeFile(join(options.out, 'report.json'), `${JSON.stringify(collected.report, null, 2)}\n`);
  await writeFile(
    join(options.out, 'report.html'),
    reportPage(collected, { title, zone, from: options.start, to: end }),
  );
  process.stdout.write(
    `${printed(collected)}\n\nWritten: ${join(options.out, 'report.json')} and ${join(options.out, 'report.html')}\n`,
  );
  if (!collected.reconciliation.balanced) process.exitCode = 1;
}

/** Lets the days pass: from reaction to reaction and, between them, from wake-up to wake-up. */
async function pass(
  system: System,
  end: string,
  reactions: Reactions,
  reach: Progress['reach'],
): Promise<void> {
  const look = 8 * 60;
  let now = options.start;
  let tick = plusMinutes(now, look);
  while (now < end) {
    const reaction = reactions.next();
    now =
      [tick, end, ...(reaction === undefined ? [] : [reaction > now ? reaction : now])].toSorted()[0] ?? end;
    await system.runUntil(now);
    await reactions.act(now);
    if (now < tick && now < end) continue;
    await reactions.look();
    tick = plusMinutes(now, look);
    reach(Math.floor(secondsBetween(options.start, now) / (MINUTES_A_DAY * 60)), now.slice(0, 10));
  }
  await system.drain();
}

function instant(text: string): string {
  try {
    return toInstant(text);
  } catch {
    throw new InvalidArgumentError('Write it as 2027-03-08T07:00:00Z.');
  }
}

function wholeNumber(text: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1) throw new InvalidArgumentError('Give a whole number from 1.');
  return number;
}
