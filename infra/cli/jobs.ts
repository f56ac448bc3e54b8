import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import * as z from 'zod';
import * as clack from '@clack/prompts';
import { job as jobContract, jobOperations } from '#shared/contracts/api/jobs.ts';
import { methodAndPath, type Operation } from '#shared/contracts/api/operation.ts';
import { RefusedError, reasonOf, type Api } from './api.ts';
import { CommandError, noAnswer } from './failure.ts';
import type { Given } from './files.ts';
import type { Terminal } from './terminal.ts';

/** What a job is read for here; everything else of it is shown as it came. */
const job = z.object({
  id: z.string(),
  status: z.enum(jobContract.shape.status.options),
  percent: z.number(),
  problem: z.string().optional(),
});

const created = z.object({ job: z.unknown(), upload: z.object({ url: z.string() }).optional() });

const parts = z.object({ parts: z.array(z.string()) });

/** Milliseconds between two looks at a job. */
const BETWEEN_LOOKS = 1000;

/** What a job may have written, by the operation that says where it is. */
const filesOfJob = {
  'rejected.csv': jobOperations.getRejectedParts,
  'warned.csv': jobOperations.getWarned,
  'result.csv': jobOperations.getResult,
  'load.csv': jobOperations.getLoad,
} as const;

/** Whether an operation answers with a job, or with one that it made and where its file goes. */
export function answersWithJob({ returns: { body } }: Operation): boolean {
  return body === jobContract || body === jobOperations.createJob.returns.body;
}

/** Whether an operation answers with an address to which a file is uploaded. */
export const takesUpload = ({ returns: { body } }: Operation): boolean =>
  body === jobOperations.createJob.returns.body;

/** The job in an answer, as the API tells it, and where its file goes. */
export function jobIn(body: unknown): { job: unknown; upload?: { url: string } | undefined } {
  const made = created.safeParse(body);
  return made.success && made.data.job !== undefined ? made.data : { job: body };
}

/** What is read of a job that the API tells. */
export const jobOf = (body: unknown): z.output<typeof job> => job.parse(body);

const requestOf = (operation: Operation, id: string) => {
  const { method, path } = methodAndPath(operation);
  return { method, path: path.replace('{id}', encodeURIComponent(id)), headers: {} };
};

/** Uploads a CSV to where the API wants it. @throws CommandError it was not taken */
export async function uploadFile(url: string, { bytes, stream }: Given): Promise<void> {
  const body = Readable.toWeb(stream());
  const init = { method: 'PUT', body, duplex: 'half', headers: { 'content-length': String(bytes) } };
  const answer = await fetch(url, init as RequestInit).catch((cause: unknown) => {
    throw noAnswer(`The file was not uploaded: ${reasonOf(cause)}.`, cause);
  });
  if (!answer.ok) throw new CommandError('refused', `The upload was refused with status ${answer.status}.`);
}

/** Starts a job whose file is there. @returns the job as the API tells it */
export async function startJob(api: Api, id: string): Promise<unknown> {
  return (await api.send(requestOf(jobOperations.startJob, id))).body;
}

/** Looks at a job until it is over, and shows how far it is. @returns the job as the API tells it */
export async function awaitJob(api: Api, terminal: Terminal, first: unknown): Promise<unknown> {
  let body = first;
  let current = job.parse(first);
  const bar = terminal.watched ? clack.progress({ max: 100, output: terminal.err }) : undefined;
  bar?.start(`Job ${current.id}`);
  let shown = 0;
  while (current.status === 'running') {
    await terminal.pause(BETWEEN_LOOKS);
    body = (await api.send(requestOf(jobOperations.getJob, current.id))).body;
    current = job.parse(body);
    if (current.percent > shown) bar?.advance(current.percent - shown);
    shown = Math.max(shown, current.percent);
  }
  bar?.stop(`Job ${current.id}: ${current.status}`);
  return body;
}

/**
 * Saves what a job wrote into a folder: refused and warned rows, its result and load. Parts of one CSV are joined;
 * files of other kinds keep their names.
 * @returns the files
 */
export async function saveFiles(api: Api, id: string, folder: string): Promise<string[]> {
  await mkdir(folder, { recursive: true });
  const saved: string[] = [];
  for (const [name, operation] of Object.entries(filesOfJob)) {
    const urls = await partsOf(api, operation, id);
    const isCsv = urls.every((url) => new URL(url).pathname.endsWith('.csv'));
    for (const [number, url] of urls.entries()) {
      const path = join(folder, isCsv ? name : basename(decodeURIComponent(new URL(url).pathname)));
      await save(url, path, isCsv && number > 0);
      if (!saved.includes(path)) saved.push(path);
    }
  }
  return saved;
}

async function partsOf(api: Api, operation: Operation, id: string): Promise<string[]> {
  try {
    const { body } = await api.send(requestOf(operation, id));
    return parts.parse(body).parts;
  } catch (error) {
    // A job of another kind has no such file.
    if (error instanceof RefusedError && (error.status === 404 || error.status === 409)) return [];
    throw error;
  }
}

async function save(url: string, path: string, behind: boolean): Promise<void> {
  const answer = await fetch(url).catch((cause: unknown) => {
    throw noAnswer(`${path} was not got: ${reasonOf(cause)}.`, cause);
  });
  if (!answer.ok || answer.body === null) throw noAnswer(`${path} was not got: status ${answer.status}.`);
  await pipeline(Readable.fromWeb(answer.body), createWriteStream(path, { flags: behind ? 'a' : 'w' }));
}
