// Installs the dependencies when they are missing or not those of package-lock.json. Runs on any Node from 18 on,
// before there is anything to import. npm writes `node_modules/.package-lock.json` as the last step of an
// installation: it is the stamp, and one that was cut short leaves none.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = process.argv[2] ?? join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const lock = join(root, '.relance', 'install.lock');

function packagesOf(file) {
  try {
    return JSON.parse(readFileSync(join(root, file), 'utf8')).packages;
  } catch (error) {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Whether what is installed is what the lock file wants; optional packages of other systems may be absent. */
function isInstalled() {
  const present = packagesOf('node_modules/.package-lock.json');
  const wanted = packagesOf('package-lock.json');
  if (present === undefined || wanted === undefined) return false;
  return Object.entries(wanted).every(([path, { version, integrity, optional }]) => {
    if (path === '') return true;
    const found = present[path];
    if (found === undefined) return optional === true;
    return found.version === version && found.integrity === integrity;
  });
}

/** True when this process may install; false when another one, still alive, is at it. */
function takeLock() {
  mkdirSync(dirname(lock), { recursive: true });
  try {
    writeFileSync(lock, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
  }
  try {
    process.kill(Number(readFileSync(lock, 'utf8')), 0);
  } catch (error) {
    // Its process is gone, or it let go meanwhile: the next try decides.
    if (error.code === 'ESRCH') rmSync(lock, { force: true });
  }
  return false;
}

function install() {
  console.log('Installing dependencies (npm ci) …');
  const npm = process.env.npm_execpath;
  const options = ['ci', '--no-audit', '--no-fund', '--loglevel=error'];
  const run = { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] };
  const result = npm
    ? spawnSync(process.execPath, [npm, ...options], run)
    : spawnSync('npm', options, { ...run, shell: process.platform === 'win32' });
  if (result.error) throw result.error;
  return result.status ?? 1;
}

while (!isInstalled()) {
  if (takeLock()) {
    try {
      const status = isInstalled() ? 0 : install();
      if (status !== 0) {
        console.error(`npm ci failed with status ${status}.`);
        process.exitCode = status;
        break;
      }
      if (!isInstalled())
        throw new Error('npm ci ended, but what is installed differs from package-lock.json.');
    } finally {
      rmSync(lock, { force: true });
    }
  } else {
    await new Promise((resolve) => setTimeout(resolve, 300));
  }
}
