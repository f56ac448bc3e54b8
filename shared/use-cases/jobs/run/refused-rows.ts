import { csvLine } from '../../../domain/csv/csv.ts';
import { rejectedColumns, rejectedFile, warnedFile } from '../../../domain/jobs/job-files.ts';
import type { Job, RejectedRow } from '../../../domain/jobs/job.ts';
import { cutText } from '../../../domain/kernel/cut-text.ts';
import type { JobPorts } from '../job-ports.ts';

type WithRejected = Extract<Job, { rejectedParts: string[] }>;
type WithWarned = Extract<Job, { warnedParts: string[] }>;

/** First refused rows that are kept with the job. */
const rejectedShown = 20;

/** Characters of a reason kept with the job, which may name what stood in a cell; the file of refused rows has all. */
const reasonShown = 500;

/** What is kept with the job of rows that were refused or warned of. */
export function shownRows(rows: readonly RejectedRow[]): RejectedRow[] {
  return rows.slice(0, rejectedShown).map((row) => ({ ...row, reason: cutText(row.reason, reasonShown) }));
}

/**
 * Writes the part of `rejected.csv` of the job's next slice, a line for each row, whatever is wrong with it; the first
 * part begins with the names of the columns.
 */
export async function writeRejected(
  { files }: Pick<JobPorts, 'files'>,
  job: WithRejected,
  refused: readonly RejectedRow[],
): Promise<string> {
  const rows = [...Map.groupBy(refused, ({ line }) => line)];
  const lines = rows.map(([line, problems]) => {
    const columns = new Set(problems.flatMap(({ column }) => column ?? []));
    return csvLine([String(line), [...columns].join('; '), problems.map(({ reason }) => reason).join(' ')]);
  });
  const header = job.rejectedParts.length === 0 ? csvLine(rejectedColumns) : '';
  const part = rejectedFile(job);
  await files.write(part, header + lines.join(''), 'text/csv; charset=utf-8');
  return part;
}

/** Writes the part of `warned.csv` of the job's next slice. */
export async function writeWarned(
  { files }: Pick<JobPorts, 'files'>,
  job: WithWarned,
  warned: readonly RejectedRow[],
): Promise<string> {
  const lines = warned.map(({ line, reason }) => csvLine([String(line), reason]));
  const header = job.warnedParts.length === 0 ? csvLine(['line', 'warning']) : '';
  const part = warnedFile(job);
  await files.write(part, header + lines.join(''), 'text/csv; charset=utf-8');
  return part;
}
