import { randomUUID } from 'node:crypto';
import { methodAndPath, type Operation } from '#shared/contracts/api/operation.ts';
import { jobOperations, type JobIn } from '#shared/contracts/api/jobs.ts';
import * as z from 'zod';
import { RefusedError, type Api, type ApiAnswer, type FlagOf } from './api.ts';
import { namedOperations, type Named } from './command-names.ts';
import { given, type Given } from './files.ts';
import { answersWithJob, awaitJob, jobIn, jobOf, saveFiles, startJob, uploadFile } from './jobs.ts';
import { pathOf, requestOf, type ApiRequest, type Typed } from './request.ts';
import { CommandError, wrongUsage } from './failure.ts';
import type { Terminal } from './terminal.ts';

/** What a command is to do beside the request itself. */
export type Wishes = {
  /** Follow cursors to the end, or to `most` items. */
  all: boolean;
  most: number;
  /** The revision that the change was made from: a number, `*`, or an `ETag`. */
  ifMatch: string | undefined;
  idempotencyKey: string | undefined;
  /** Wait until the job is over. */
  wait: boolean;
  /** The folder into which what a job wrote is saved. */
  out: string | undefined;
  /** A CSV that is uploaded where the answer says so. */
  upload: string | undefined;
  /** A CSV that is the body. */
  csv: string | undefined;
};

/** Which job does in slices what an operation does with a short CSV in one call. */
const jobsOfLongFiles = { importLeads: 'import-leads' } as const satisfies Record<string, JobIn['kind']>;

/** Longest page that a list gives. */
const LONGEST_PAGE = 100;

const pageOfItems = z.looseObject({ items: z.array(z.unknown()), cursor: z.string().optional() });

/** Whether an operation answers with pages. */
export const isPaged = ({ query }: Operation): boolean => query !== undefined && 'cursor' in query.shape;

/** Whether an operation may be repeated under a key. */
export const takesKey = ({ headers }: Operation): boolean =>
  headers !== undefined && 'idempotency-key' in headers.shape;

/** What a command came to: the answer, whole, and why it failed nonetheless, as a job may. */
export type Outcome = { body: unknown; failure?: CommandError };

/** Does an operation, and what was wished beside it. @throws CommandError it was not done */
export async function perform(
  api: Api,
  terminal: Terminal,
  named: Named,
  typed: Typed,
  wishes: Wishes,
  flagOf: FlagOf,
): Promise<Outcome> {
  const csv = wishes.csv === undefined ? undefined : await given(wishes.csv, terminal);
  const long = csv === undefined ? undefined : longJobOf(named, typed, csv);
  if (long !== undefined) return followed(api, terminal, await api.send(long), csv, wishes);
  const request = requestOf(named, csv === undefined ? typed : { ...typed, file: await csv.whole() });
  Object.assign(request.headers, await conditionOf(api, named, typed, wishes));
  if (takesKey(named.operation)) request.headers['idempotency-key'] = wishes.idempotencyKey ?? randomUUID();
  if (wishes.all && isPaged(named.operation))
    return { body: await allPages(api, terminal, request, wishes, flagOf) };
  const file = wishes.upload === undefined ? undefined : await given(wishes.upload, terminal);
  const answer = await api.send(request, flagOf);
  return answersWithJob(named.operation)
    ? followed(api, terminal, answer, file, wishes)
    : { body: answer.body };
}

/** The job that takes a CSV which is too long for one call; undefined: it is not. */
function longJobOf({ id, operation }: Named, typed: Typed, { bytes }: Given): ApiRequest | undefined {
  if (bytes <= (operation.maxBodyBytes ?? Infinity)) return undefined;
  if (!(id in jobsOfLongFiles))
    throw wrongUsage(`The file has ${bytes} bytes: ${operation.maxBodyBytes} are the most.`);
  const kind = jobsOfLongFiles[id as keyof typeof jobsOfLongFiles];
  const body = { kind, strict: typed.query['strict'] === 'true' };
  return {
    ...methodAndPath(jobOperations.createJob),
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  };
}

/** Uploads the file of a job and starts it, waits for it, and saves what it wrote: as was wished. */
async function followed(
  api: Api,
  terminal: Terminal,
  { body }: ApiAnswer,
  file: Given | undefined,
  wishes: Wishes,
): Promise<Outcome> {
  const { job: made, upload } = jobIn(body);
  const { id } = jobOf(made);
  if (file !== undefined && upload === undefined)
    throw wrongUsage(`Job ${id} takes no file, and runs without it.`);
  if (file !== undefined && upload !== undefined) await uploadFile(upload.url, file);
  const started = file === undefined ? made : await startJob(api, id);
  const saves = wishes.out !== undefined;
  if (!(wishes.wait || saves) || jobOf(started).status === 'awaiting-upload')
    return { body: file === undefined ? body : started };
  const over = await awaitJob(api, terminal, started);
  if (wishes.out !== undefined) {
    const saved = await saveFiles(api, id, wishes.out);
    terminal.err.write(saved.length === 0 ? 'The job wrote no files.\n' : `Saved ${saved.join(', ')}.\n`);
  }
  const { status, problem = 'no reason is given' } = jobOf(over);
  const failure = status === 'failed' ? new CommandError('refused', `The job failed: ${problem}`) : undefined;
  return { body: over, ...(failure && { failure }) };
}

/**
 * The condition of an operation that has one: what was typed, else the present revision of what it changes, which is
 * read before; a PUT of what is not there makes it.
 */
async function conditionOf(
  api: Api,
  named: Named,
  typed: Typed,
  { ifMatch }: Wishes,
): Promise<Record<string, string>> {
  if (named.operation.conditional !== true) return {};
  if (ifMatch !== undefined) return { 'if-match': /^\d+$/.test(ifMatch) ? `"${ifMatch}"` : ifMatch };
  const reader = readerOf(named);
  if (reader === undefined) return {};
  try {
    const { etag } = await api.send({ method: 'GET', path: pathOf(reader, typed.params), headers: {} });
    return etag === undefined ? {} : { 'if-match': etag };
  } catch (error) {
    if (!(error instanceof RefusedError) || error.status !== 404) throw error;
    return methodAndPath(named.operation).method === 'PUT' ? { 'if-none-match': '*' } : {};
  }
}

/** The operation that reads the revision of what another changes: at the same path, or the nearest above it. */
export function readerOf({ operation }: Named): Named | undefined {
  const { path } = methodAndPath(operation);
  return namedOperations()
    .filter((other) => {
      const at = methodAndPath(other.operation);
      return at.method === 'GET' && other.operation.etag === true && `${path}/`.startsWith(`${at.path}/`);
    })
    .toSorted((one, other) => other.operation.on.length - one.operation.on.length)[0];
}

/** Pages joined to one, up to the most that was wished. */
async function allPages(
  api: Api,
  terminal: Terminal,
  request: ApiRequest,
  { most }: Wishes,
  flagOf: FlagOf,
): Promise<unknown> {
  const url = new URL(request.path, 'http://localhost');
  if (!url.searchParams.has('limit')) url.searchParams.set('limit', String(Math.min(most, LONGEST_PAGE)));
  const items: unknown[] = [];
  let page: z.output<typeof pageOfItems>;
  do {
    page = pageOfItems.parse((await api.send({ ...request, path: url.pathname + url.search }, flagOf)).body);
    items.push(...page.items);
    if (page.cursor !== undefined) url.searchParams.set('cursor', page.cursor);
  } while (page.cursor !== undefined && items.length < most);
  if (page.cursor !== undefined || items.length > most)
    terminal.err.write(`The first ${most}; --most ${most * 10} for more.\n`);
  const { cursor: _, ...rest } = page;
  return { ...rest, items: items.slice(0, most) };
}
