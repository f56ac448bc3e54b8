import { createReadStream } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { Readable } from 'node:stream';
import * as z from 'zod';
import { foldedText } from '#shared/domain/kernel/folded-text.ts';
import type { ApiClient } from './api-client.ts';
import { sizeOfFile, UserFileError } from './user-file.ts';

const job = z.object({
  id: z.string(),
  status: z.string(),
  percent: z.number(),
  progress: z.object({ read: z.int(), accepted: z.int(), unchanged: z.int(), rejected: z.int() }),
  columns: z
    .array(z.object({ name: z.string(), readAs: z.string().optional(), words: z.string() }))
    .default([]),
  rejected: z.array(z.object({ line: z.int(), column: z.string().optional(), reason: z.string() })),
  problem: z.string().optional(),
});
const created = z.object({ job, upload: z.object({ url: z.string() }) });

/** What became of the rows, and what was understood of the columns. */
export type Imported = z.output<typeof job>['progress'] & { columns: string[] };

/**
 * Imports a CSV as a user would: a job, an upload, a start. Refused rows are written to `rejected.csv` with line,
 * column and reason. Throws UserFileError when the file as a whole is refused.
 *
 * @param work lets the system do what is due; called until the job is over.
 */
export async function importLeads(
  api: ApiClient,
  file: string,
  options: {
    strict: boolean;
    rejectedFile: string;
    work: () => Promise<void>;
    onProgress: (percent: number) => void;
  },
): Promise<Imported> {
  const size = await sizeOfFile(file, 'a CSV of leads');
  const { job: prepared, upload } = await api.call('POST', '/v1/jobs', created, {
    body: { kind: 'import-leads', strict: options.strict },
  });
  const stream = Readable.toWeb(createReadStream(file)) as ReadableStream;
  const put = { method: 'PUT', body: stream, duplex: 'half', headers: { 'content-length': String(size) } };
  const uploaded = await fetch(upload.url, put as RequestInit);
  if (!uploaded.ok)
    throw new UserFileError(`The upload of ${file} was refused with status ${uploaded.status}.`);
  let current = await api.call('POST', `/v1/jobs/${prepared.id}/start`, job);
  while (current.status === 'running') {
    await options.work();
    current = await api.call('GET', `/v1/jobs/${prepared.id}`, job);
    options.onProgress(current.percent);
  }
  if (current.progress.rejected > 0) await saveRejected(api, prepared.id, options.rejectedFile);
  if (current.status === 'failed')
    throw new UserFileError(`${file} was refused: ${current.problem ?? 'no reason given'}`);
  const { progress, columns, rejected } = current;
  const [first] = rejected;
  if (progress.accepted + progress.unchanged === 0 && first !== undefined) {
    const where = `line ${first.line}${first.column === undefined ? '' : `, column ${first.column}`}`;
    throw new UserFileError(
      `No row of ${file} can be used: ${where}: ${first.reason} All of them are in ${options.rejectedFile}.`,
    );
  }
  return { ...progress, columns: columns.filter(isTold).map(({ words }) => words) };
}

/** Whether a column was read as something else than it is called; of own fields each sign counts, as in templates. */
function isTold({ name, readAs }: z.output<typeof job>['columns'][number]): boolean {
  if (readAs?.startsWith('fields.') === true) return readAs !== `fields.${name}`;
  return readAs === undefined || foldedText(readAs) !== foldedText(name);
}

async function saveRejected(api: ApiClient, id: string, file: string): Promise<void> {
  const { parts } = await api.call(
    'GET',
    `/v1/jobs/${id}/rejected`,
    z.object({ parts: z.array(z.string()) }),
  );
  await writeFile(file, '');
  for (const url of parts) await writeFile(file, await (await fetch(url)).text(), { flag: 'a' });
}
