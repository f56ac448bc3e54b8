import type { Instant } from '../../../domain/kernel/instant.ts';
import { seenFile, uploadFile } from '../../../domain/jobs/job-files.ts';
import type { FileJob, Job, RejectedRow, RunningJob } from '../../../domain/jobs/job.ts';
import { columnsOf, delimiterOf, isColumns, rowOf, type Column } from '../../../domain/jobs/lead-columns.ts';
import { columnsOfJob } from '../../../domain/jobs/columns-of-kind.ts';
import { SeenLeads } from '../../../domain/jobs/seen-leads.ts';
import { readCsv, type CsvRecord, type FilePosition } from '../../../domain/csv/csv.ts';
import { enrollRows } from '../imports/enroll-rows.ts';
import { firstText, readBytes, readSeen } from '../imports/file-chunks.ts';
import { importRows } from '../imports/import-rows.ts';
import { recordRows } from '../imports/record-rows.ts';
import type { JobPorts } from '../job-ports.ts';
import type { Outcome, RowToDo, RunRows } from '../imports/row-to-do.ts';
import { countSlice } from './count-slice.ts';
import { enrollSlice } from './enroll-slice.ts';
import { countAnswersSlice } from './count-answers-slice.ts';
import { answersSlice } from './answers-slice.ts';
import { eraseSlice } from '../erasure/erase-slice.ts';
import { exportLeadSlice } from '../erasure/export-lead-slice.ts';
import { retentionSlice } from '../retention/retention-slice.ts';
import { exportSlice } from './export-slice.ts';
import { forecastSlice } from './forecast-slice.ts';
import { matchSlice } from './match-slice.ts';
import { shownRows as shown, writeRejected, writeWarned } from './refused-rows.ts';
import { saveJob, saveSlice } from '../save-job.ts';
import { stopSlice } from '../deletions/stop-slice.ts';
import { suppressRows } from '../imports/suppress-rows.ts';

/** Rows of a slice, and rows worked on at once. */
export type SliceSize = { rows: number; chunk: number };
const defaultSize: SliceSize = { rows: 20_000, chunk: 200 };

type Running = RunningJob<FileJob>;

/** What a slice found and did. */
type Slice = { job: Running; position: FilePosition; ended: boolean; outcome: Outcome; seen: SeenLeads };

/**
 * Runs the next slice of a job and asks for the one after. Leads have the ids of their persons and files have the names
 * of their slices, so that a slice run twice, late or beside itself changes nothing twice; of two that end, one counts.
 */
export async function runJobSlice(
  ports: JobPorts,
  request: { organisation: string; jobId: string; now: Instant; size?: SliceSize },
): Promise<Job | undefined> {
  const { organisation, jobId, now, size = defaultSize } = request;
  const job = await ports.store.jobs.get(organisation, jobId);
  if (job?.status !== 'running') return job;
  switch (job.kind) {
    case 'stop-enrollments':
      return stopSlice(ports, job, { now });
    case 'match-automation':
      return matchSlice(ports, job, { now });
    case 'forecast':
      return forecastSlice(ports, job, { now });
    case 'export-suppressions':
      return exportSlice(ports, job, { rows: size.rows, now });
    case 'count-filter':
      return countSlice(ports, job, { now });
    case 'enroll-filter':
      return enrollSlice(ports, job, { now });
    case 'export-answers':
      return answersSlice(ports, job, { rows: size.rows, now });
    case 'count-answers':
      return countAnswersSlice(ports, job, { rows: size.rows, now });
    case 'erase-lead':
      return eraseSlice(ports, job, { now, most: size.rows });
    case 'export-lead':
      return exportLeadSlice(ports, job, { now });
    case 'apply-retention':
      return retentionSlice(ports, job, { now, most: size.rows });
    case 'import-crm':
      // Its connection works on it, with each round of synchronisation.
      return job;
    case 'import-leads':
    case 'enroll-leads':
    case 'import-suppressions':
    case 'import-records':
      return fileSlice(ports, job, size, now);
  }
}

/** Works on the next rows of a file. */
async function fileSlice(
  ports: JobPorts,
  job: Running,
  size: SliceSize,
  now: Instant,
): Promise<FileJob | undefined> {
  const begun = await beginSlice(ports, job);
  if ('rejected' in begun) return saveJob<FileJob>(ports, job, await failed(ports, job, begun.rejected, now));
  const slice = await work(ports, begun, size, now);

  return saveSlice<FileJob>(ports, job, await settle(ports, slice, now));
}

function rowsOf(ports: JobPorts, job: FileJob, now: Instant): Promise<RunRows> | RunRows {
  switch (job.kind) {
    case 'import-leads':
      return importRows(ports, job, now);
    case 'enroll-leads':
      return enrollRows(ports, job, now);
    case 'import-suppressions':
      return suppressRows(ports, job, now);
    case 'import-records':
      return recordRows(ports, job, now);
  }
}

type Begun = { job: Running; columns: Column[]; delimiter: string; from: FilePosition; seen: SeenLeads };

/** The columns, from the first line of the file, and the persons met by earlier slices of the phase. */
async function beginSlice(ports: JobPorts, job: Running): Promise<Begun | { rejected: RejectedRow[] }> {
  const start = await firstText(ports.files, uploadFile(job));
  if (start === undefined)
    return { rejected: [{ line: 1, reason: 'The file is gone: upload it again in a new job.' }] };
  if (start.notText !== undefined) return { rejected: [{ line: 1, reason: start.notText }] };
  if (start.text.trim() === '') return { rejected: [{ line: 1, reason: 'The file is empty.' }] };
  const delimiter = job.delimiter ?? delimiterOf(start.text.split('\n', 1)[0] ?? '');
  const header = await readHeader(ports, job, delimiter);
  if (header.kind === 'broken') return { rejected: [{ line: header.line, reason: header.reason }] };
  const { known, reachedBy, without } = columnsOfJob(job);
  const columns = columnsOf(header.cells, reachedBy, known, without);
  if (!isColumns(columns)) return { rejected: columns };
  const atStart = job.position.byte === 0;
  const seen = atStart ? new SeenLeads() : await readSeen(ports.files, seenFile(job, job.slices));
  return {
    job: { ...job, header: header.cells, delimiter },
    columns,
    delimiter,
    seen,
    from: atStart ? header.next : job.position,
  };
}

async function readHeader(ports: JobPorts, job: FileJob, delimiter: string): Promise<CsvRecord> {
  const bytes = readBytes(ports.files, uploadFile(job), 0);
  for await (const record of readCsv(bytes, { delimiter, from: { byte: 0, line: 1 } })) return record;
  return {
    kind: 'broken',
    line: 1,
    next: { byte: 0, line: 1 },
    reason: 'The file has no first line with the names of columns.',
  };
}

/** Reads the rows of the slice and works on them, some at a time. */
async function work(ports: JobPorts, begun: Begun, size: SliceSize, now: Instant): Promise<Slice> {
  const { job, columns, delimiter, seen, from } = begun;
  const warned: RejectedRow[] = [];
  const outcome = { accepted: 0, unchanged: 0, rejected: [], warned } as Outcome & { warned: RejectedRow[] };
  const run = await rowsOf(ports, job, now);
  let position = from;
  let read = 0;
  let chunk: RowToDo[] = [];
  const flush = async () => {
    const done = await run(chunk, columns, seen);
    outcome.accepted += done.accepted;
    outcome.unchanged += done.unchanged;
    outcome.rejected.push(...done.rejected);
    outcome.warned.push(...(done.warned ?? []));
    chunk = [];
  };
  const bytes = readBytes(ports.files, uploadFile(job), from.byte);
  let ended = true;
  for await (const record of readCsv(bytes, { delimiter, from })) {
    if (read >= size.rows) {
      ended = false;
      break;
    }
    read += 1;
    position = record.next;
    if (record.kind === 'broken') {
      outcome.rejected.push({ line: record.line, reason: record.reason });
      continue;
    }
    const row = rowOf(columns, record.cells);
    if ('reason' in row) outcome.rejected.push({ line: record.line, ...row });
    else chunk.push({ line: record.line, row });
    if (chunk.length >= size.chunk) await flush();
  }
  await flush();
  const progress = added(job, read, outcome);
  return { job: { ...job, progress }, position, ended, outcome, seen };
}

function added(
  { progress }: FileJob,
  read: number,
  { accepted, unchanged, rejected }: Outcome,
): Job['progress'] {
  return {
    read: progress.read + read,
    accepted: progress.accepted + accepted,
    unchanged: progress.unchanged + unchanged,
    rejected: progress.rejected + new Set(rejected.map(({ line }) => line)).size,
  };
}

/** The job after a slice: its files are written before it, so that what it names is there. */
async function settle(ports: JobPorts, slice: Slice, now: Instant): Promise<FileJob> {
  const { job, position, ended, outcome, seen } = slice;
  const refused = outcome.rejected.toSorted((a, b) => a.line - b.line);
  const after: Running = {
    ...job,
    position,
    slices: job.slices + 1,
    rejected: shown([...job.rejected, ...refused]),
  };
  if (refused.length > 0) {
    after.rejectedParts = [...job.rejectedParts, await writeRejected(ports, job, refused)];
  }
  const warned = (outcome.warned ?? []).toSorted((a, b) => a.line - b.line);
  if (after.kind === 'enroll-leads' && warned.length > 0) {
    const part = await writeWarned(ports, after, warned);
    after.warned = shown([...after.warned, ...warned]);
    after.warnedParts = [...after.warnedParts, part];
  }
  if (!ended) {
    await ports.files.write(seenFile(job, after.slices), seen.text(), 'text/plain');
    return after;
  }
  if (after.progress.read === 0) {
    const problem = 'The file has no rows: beneath the names of the columns there is nothing.';
    return { ...after, status: 'failed', problem, finishedAt: now };
  }
  if (job.phase === 'write') return { ...after, status: 'done', finishedAt: now };
  if (after.progress.rejected > 0) {
    const problem = `${after.progress.rejected} of ${after.progress.read} rows are wrong, and the job is strict: nothing was written.`;
    return { ...after, status: 'failed', problem, finishedAt: now };
  }
  const nothing = { read: 0, accepted: 0, unchanged: 0, rejected: 0 };
  return { ...after, phase: 'write', position: { byte: 0, line: 1 }, progress: nothing };
}

/** A file that cannot be worked on at all. */
async function failed(
  ports: JobPorts,
  job: Running,
  rejected: RejectedRow[],
  now: Instant,
): Promise<FileJob> {
  const [first] = rejected;
  const problem =
    first?.column === undefined ? (first?.reason ?? '') : `Column “${first.column}”: ${first.reason}`;
  const part = await writeRejected(ports, job, rejected);
  return {
    ...job,
    status: 'failed',
    rejected: shown(rejected),
    rejectedParts: [...job.rejectedParts, part],
    problem,
    finishedAt: now,
  };
}
