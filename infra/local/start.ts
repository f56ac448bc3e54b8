import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs, promisify } from 'node:util';
import { builtConsole } from '../console/build-console.ts';
import { realClock } from './clock.ts';
import { firstUserIds, seedFirstUsers } from './seed-first-users.ts';
import { startSystem } from './system.ts';

const runFile = promisify(execFile);

const usage = `Starts Relance on one machine, on the real clock, and prints where to begin and how to sign in.

  node infra/local/start.ts [--port <number>] [--folder <path>] [--sample]

  --port    where it listens on 127.0.0.1; by default PORT of the environment, else 4000
  --folder  where its state is kept; by default .relance in the project, with --sample .relance/sample
  --sample  begins with an organisation in the middle of a busy month; delete its folder to begin anew
  --help    shows this`;

const values = readArguments();
if (values.help) {
  console.log(usage);
  process.exit(0);
}
const kept = join(import.meta.dirname, '..', '..', '.relance');
const folder = resolve(values.folder ?? (values.sample ? join(kept, 'sample') : kept));

try {
  if (values.sample && !existsSync(folder)) {
    console.log('Playing the last two weeks of a sample organisation; this takes about a minute …');
    await runFile(process.execPath, [join(import.meta.dirname, 'sample', 'fill-sample.ts'), folder]);
  }
  const system = await startSystem({
    clock: realClock(),
    folder,
    port: Number(values.port),
    console: await builtConsole(),
  });
  const end = (): void => {
    // A second Ctrl-C does not wait for what still runs.
    process.once('SIGINT', () => process.exit(130));
    console.log('\nStopping …');
    void system.stop().then(() => process.exit(0));
  };
  process.once('SIGINT', end);
  process.once('SIGTERM', end);
  await seedFirstUsers(system);
  console.log(`\nRelance runs at ${system.url}, on the real clock; its state is kept in ${folder}`);
  console.log(`  Console        ${system.url}/console`);
  console.log(`  Mailbox        ${system.mailboxUrl}`);
  console.log(`  Stand-ins      ${system.url}/stand-ins`);
  console.log(`  Documentation  ${system.url}/docs`);
  console.log(
    '\nThe console asks who signs in; no password is needed on this machine. A program gets a token at',
  );
  for (const id of firstUserIds) console.log(`  ${system.url}/sign-in?user=${id}`);
  console.log('  … and so on for every user made with PUT /v1/users/{id}');
  console.log('\nCtrl-C stops it.');
} catch (error) {
  console.error(explained(error));
  process.exit(1);
}

function readArguments() {
  try {
    return parseArgs({
      options: {
        port: { type: 'string', default: process.env['PORT'] ?? '4000' },
        folder: { type: 'string' },
        sample: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    }).values;
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`);
    process.exit(2);
  }
}

/** The mishaps that a user can mend, in words; anything else as it is. */
function explained(error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'EADDRINUSE')
    return `Port ${values.port} is taken: end what runs there, or give another with --port.`;
  if (code === 'ERR_SOCKET_BAD_PORT') return `“${values.port}” is no port: give a number from 0 to 65535.`;
  if (error instanceof Error && error.message.includes('database is locked')) {
    return `Another Relance runs on ${folder}: stop it first, or give another --folder.`;
  }
  return error;
}
