import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { chromium, type Browser } from 'playwright-core';

const run = promisify(execFile);
const folder = '.browser';
/** A headless Chromium that is inside its package: nothing is downloaded but from the registry of npm. */
const packaged = '@sparticuz/chromium';
const version = '147.0.2';

type Packaged = { executablePath(): Promise<string> };

/** Installs the browser into `.browser`; does nothing when it is there. */
export async function installBrowser(): Promise<void> {
  const manifest = await readFile(join(folder, 'node_modules', packaged, 'package.json'), 'utf8').catch(
    () => '{}',
  );
  if ((JSON.parse(manifest) as { version?: string }).version === version) return;
  const options = ['--no-save', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  await run('npm', ['install', '--prefix', folder, ...options, `${packaged}@${version}`]);
}

/** Starts the browser; it has no windows. */
export async function startBrowser(): Promise<Browser> {
  await installBrowser();
  const load = createRequire(join(process.cwd(), folder, 'package.json'));
  const of = load(packaged) as Packaged;
  // It shows nothing but pages of this machine; containers allow no sandbox.
  return chromium.launch({ executablePath: await of.executablePath(), args: ['--no-sandbox'] });
}
