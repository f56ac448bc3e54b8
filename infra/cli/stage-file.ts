import { chmod, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { noAnswer, wrongUsage } from './failure.ts';

/** What is remembered of one stage: where it is, and who is signed in there. */
const stageFile = z.object({
  url: z.string(),
  /** Where tokens are got, and for whom. */
  token: z.string(),
  logout: z.string(),
  clientId: z.string(),
  refreshToken: z.string(),
  idToken: z.string(),
  /** Milliseconds since 1970 at which the id token ends. */
  expiresAt: z.number(),
});
export type StageFile = z.output<typeof stageFile>;

/** The stage that is meant where none is named. */
export const DEFAULT_STAGE = 'default';

function pathOfStage(folder: string, stage: string): string {
  if (!/^[a-z0-9][a-z0-9-]{0,39}$/.test(stage))
    throw wrongUsage(`“${stage}” is no name of a stage: it is 1 to 40 of a–z, 0–9 and “-”.`);
  return join(folder, `${stage}.json`);
}

/** What is remembered of a stage; undefined: nothing. @throws CommandError its name or its file cannot be used */
export async function readStage(folder: string, stage: string): Promise<StageFile | undefined> {
  const path = pathOfStage(folder, stage);
  try {
    return stageFile.parse(JSON.parse(await readFile(path, 'utf8')));
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return undefined;
    throw noAnswer(`${path} cannot be read: remove it and sign in again.`, cause);
  }
}

/** Remembers a stage in a file that nobody else may read; one that is cut short leaves the former as it was. */
export async function writeStage(folder: string, stage: string, content: StageFile): Promise<void> {
  const path = pathOfStage(folder, stage);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const written = `${path}.${process.pid}`;
  await writeFile(written, `${JSON.stringify(content, null, 2)}\n`, { mode: 0o600 });
  // A file of this name that was left there keeps its mode.
  await chmod(written, 0o600);
  await rename(written, path);
}

/** Forgets a stage. */
export async function removeStage(folder: string, stage: string): Promise<void> {
  await rm(pathOfStage(folder, stage), { force: true });
}
