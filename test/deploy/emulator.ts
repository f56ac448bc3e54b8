import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { openSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { eventually } from './eventually.ts';

const run = promisify(execFile);
const environment = '.venv';

/** An AWS account on this machine, empty at first. */
export type Emulator = {
  /** Where every AWS service answers. */
  url: string;
  /** Variables with which a program speaks to the emulator and cannot speak to AWS. */
  variables: NodeJS.ProcessEnv;
  /** File with what the emulator said; functions' own logs among it. */
  log: string;
  stop(): Promise<void>;
};

/** Installs the emulator into `.venv`, in the versions of requirements.txt; does nothing when it is there. */
async function install(): Promise<void> {
  await run('python3', ['-m', 'venv', environment]);
  await run(`${environment}/bin/pip`, [
    'install',
    '--quiet',
    '--disable-pip-version-check',
    '--requirement',
    'test/deploy/requirements.txt',
  ]);
}

/**
 * Starts the emulator on a free port of the loopback interface. It runs Lambda functions with the first `node` in its
 * path, which is the one of this project.
 */
export async function startEmulator(): Promise<Emulator> {
  await install();
  const folder = await mkdtemp(join(tmpdir(), 'relance-deploy-'));
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const path = `${join(process.cwd(), 'node_modules/.bin')}${delimiter}${process.env.PATH ?? ''}`;
  const log = join(folder, 'emulator.log');
  const output = openSync(log, 'a');
  const emulator = spawn(join(process.cwd(), environment, 'bin/ministack'), {
    cwd: folder,
    // A group of its own, so that the functions that it started end with it.
    detached: true,
    env: {
      PATH: path,
      HOME: folder,
      TMPDIR: folder,
      BIND_HOST: '127.0.0.1',
      IOT_MTLS_ENABLED: '0',
      AUTH: 'true',
      GATEWAY_PORT: String(port),
    },
    stdio: ['ignore', output, output],
  });
  const stop = async () => {
    await endGroup(emulator);
    await rm(folder, { recursive: true, force: true });
  };
  try {
    await eventually('the emulator answers', 60, async () => {
      if (emulator.exitCode !== null) throw new Error(`the emulator ended with ${emulator.exitCode}: ${log}`);
      return (await fetch(`${url}/_ministack/health`).catch(() => undefined))?.ok === true;
    });
  } catch (error) {
    await stop();
    throw error;
  }
  return { url, variables: variablesFor(url, path, folder), log, stop };
}

function variablesFor(url: string, path: string, folder: string): NodeJS.ProcessEnv {
  return {
    PATH: path,
    HOME: process.env.HOME,
    TMPDIR: folder,
    AWS_ENDPOINT_URL: url,
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    // No profile of this machine can lead to a real account.
    AWS_CONFIG_FILE: join(folder, 'none'),
    AWS_SHARED_CREDENTIALS_FILE: join(folder, 'none'),
    AWS_EC2_METADATA_DISABLED: 'true',
    CI: 'true',
    NO_COLOR: '1',
  };
}

async function endGroup(emulator: ChildProcess): Promise<void> {
  if (emulator.pid === undefined || emulator.exitCode !== null) return;
  const ended = new Promise((resolve) => emulator.once('exit', resolve));
  process.kill(-emulator.pid, 'SIGTERM');
  await ended;
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}
