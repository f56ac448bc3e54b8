import { execFile } from 'node:child_process';
import { cp, mkdtemp, readdir, rm } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const folder = '.browser';

/** The name of a sample by the hour it was played in, so that "today" in it is today. */
const nameAt = (at: Date): string => `sample-${at.toISOString().slice(0, 13)}`;

/** Samples that are there, the oldest first. */
async function samples(): Promise<string[]> {
  if (!existsSync(folder)) return [];
  return (await readdir(folder)).filter((name) => /^sample-[\dT-]+$/.test(name)).toSorted();
}

/** Plays the sample organisation once for all tests of a run. @returns its folder */
export async function playedSample(): Promise<string> {
  const [present, now] = [await samples(), nameAt(new Date())];
  const latest = present.at(-1);
  if (latest !== undefined && process.env['RELANCE_KEEP_SAMPLE'] !== undefined) return join(folder, latest);
  if (present.includes(now)) return join(folder, now);
  await run(process.execPath, ['infra/local/sample/fill-sample.ts', join(folder, now)]);
  for (const old of present) await rm(join(folder, old), { recursive: true, force: true });
  return join(folder, now);
}

/** A copy of the sample for one test, which may change it. A run that began in the hour before goes on with its own. */
export async function copyOfSample(): Promise<string> {
  const before = nameAt(new Date(Date.now() - 3_600_000));
  const sample = (await samples()).includes(before) ? join(folder, before) : await playedSample();
  const copy = await mkdtemp(join(tmpdir(), 'relance-sample-'));
  await cp(sample, copy, { recursive: true });
  return copy;
}
