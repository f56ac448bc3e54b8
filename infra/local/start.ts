import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { roles } from '#shared/domain/people/people.ts';
import { realClock } from './clock.ts';
import { seedFirstUsers, tokenOf } from './seed-first-users.ts';
import { startSystem } from './system.ts';

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: process.env['PORT'] ?? '4000' },
    folder: { type: 'string', default: join(import.meta.dirname, '..', '..', '.relance') },
  },
});
const folder = resolve(values.folder);

try {
  const system = await startSystem({ clock: realClock(), folder, port: Number(values.port) });
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
  console.log(`  Mailbox        ${system.mailboxUrl}`);
  console.log(`  Documentation  ${system.url}/docs`);
  for (const role of roles) console.log(`\nToken, ${role}:\n${await tokenOf(system, role)}`);
  console.log('\nCtrl-C stops it.');
} catch (error) {
  console.error(explained(error));
  process.exit(1);
}

/** The two mishaps that a user can mend, in words; anything else as it is. */
function explained(error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'EADDRINUSE')
    return `Port ${values.port} is taken: end what runs there, or give another with --port.`;
  if (error instanceof Error && error.message.includes('database is locked')) {
    return `Another Relance runs on ${folder}: stop it first, or give another --folder.`;
  }
  return error;
}
