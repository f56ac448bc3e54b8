import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { after, beforeEach, test } from 'node:test';

const script = resolve('infra/local/ensure-installed.mjs');
const folder = mkdtempSync(join(tmpdir(), 'relance-install-'));
after(() => rmSync(folder, { recursive: true }));

const lockFile = (version: string) => ({
  packages: {
    '': {},
    'node_modules/a': { version, integrity: `sha-${version}` },
    'node_modules/win': { version: '1', optional: true },
  },
});
const wants = (version: string) =>
  writeFileSync(join(folder, 'package-lock.json'), JSON.stringify(lockFile(version)));

/** Plays npm: installs what the lock file wants, slowly, and counts. */
const npm = join(folder, 'npm.mjs');
writeFileSync(
  npm,
  `import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
   appendFileSync('runs', process.argv.slice(2).join(' ') + '\\n');
   if (process.env.BROKEN) process.exit(7);
   await new Promise((resolve) => setTimeout(resolve, 150));
   mkdirSync('node_modules', { recursive: true });
   const { packages: { 'node_modules/a': a } } = JSON.parse(readFileSync('package-lock.json', 'utf8'));
   writeFileSync('node_modules/.package-lock.json', JSON.stringify({ packages: { 'node_modules/a': a } }));`,
);
const run = (environment = {}): Promise<number | null> =>
  new Promise((resolve) =>
    spawn(process.execPath, [script, folder], {
      env: { ...process.env, npm_execpath: npm, ...environment },
      stdio: 'ignore',
    }).on('exit', resolve),
  );
const runs = (): string[] => readFileSync(join(folder, 'runs'), 'utf8').trim().split('\n');

beforeEach(() => {
  for (const path of ['runs', 'node_modules', '.relance'])
    rmSync(join(folder, path), { recursive: true, force: true });
  wants('1.0.0');
});

test('installs once when several commands start together, and not again', async () => {
  assert.deepEqual(await Promise.all([run(), run(), run()]), [0, 0, 0]);
  assert.equal(await run(), 0);
  assert.deepEqual(runs(), ['ci --no-audit --no-fund --loglevel=error']);
});

test('installs again when the lock file wants another version', async () => {
  await run();
  wants('2.0.0');
  assert.equal(await run(), 0);
  assert.equal(runs().length, 2);
});

test('tells when npm fails, and lets the next one try', async () => {
  assert.equal(await run({ BROKEN: '1' }), 7);
  assert.equal(await run(), 0);
});

test('takes over from an installation whose process died', async () => {
  await run({ BROKEN: '1' });
  const dead = await new Promise<number | undefined>((resolve) => {
    const child = spawn(process.execPath, ['-e', '']);
    child.on('exit', () => resolve(child.pid));
  });
  writeFileSync(join(folder, '.relance', 'install.lock'), String(dead));
  assert.equal(await run(), 0);
});
