import { execFile } from 'node:child_process';
import { cp, mkdtemp, readdir, rm } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const folder = '.browser';

/** A sample organisation lasts for the hour it was played in, so that "today" in it is today. */
const nameOfNow = (): string => `sample-${new Date().toISOString().slice(0, 13)}`;

/** Plays the sample organisation once for all tests of a run. @returns its folder */
export async function playedSample(): Promise<string> {
  const samples = existsSync(folder)
    ? (await readdir(folder)).filter((name) => /^sample-[\dT-]+$/.test(name))
    : [];
  const present = samples.toSorted().at(-1);
  const now = join(folder, nameOfNow());
  if (present !== undefined && process.env['RELANCE_KEEP_SAMPLE'] !== undefined) return join(folder, present);
  if (existsSync(now)) return now;
  await run(process.execPath, ['infra/local/sample/fill-sample.ts', now]);
  for (const old of samples) await rm(join(folder, old), { recursive: true, force: true });
  return now;
}

/** A copy of the sample for one test, which may change it. */
export async function copyOfSample(): Promise<string> {
  const copy = await mkdtemp(join(tmpdir(), 'relance-sample-'));
  await cp(await playedSample(), copy, { recursive: true });
  return copy;
}
