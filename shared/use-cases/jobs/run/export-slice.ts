import { resultFile } from '../../../domain/jobs/job-files.ts';
import { csvLine } from '../../../domain/csv/csv.ts';
import type { ExportJob, RunningJob } from '../../../domain/jobs/job.ts';
import type { Instant } from '../../../domain/kernel/instant.ts';
import type { SuppressedAddress } from '../../../domain/people/suppression.ts';
import type { PageRequest } from '../../../ports/documents.ts';
import { listSuppressions } from '../../suppressions/list-suppressions.ts';
import type { JobPorts } from '../job-ports.ts';
import { saveSlice } from '../save-job.ts';
import { textOf } from '../../../domain/time/instants.ts';
import { walkPages } from '../../../ports/walk.ts';

const names = ['address', 'reason', 'date', 'source', 'by', 'note'];

/**
 * Writes the next part of the file that holds the suppression list, as many addresses as a slice has rows; the first
 * part begins with the names of the columns. The part has the name of its slice, so that writing it twice is harmless.
 */
export async function exportSlice(
  ports: JobPorts,
  job: RunningJob<ExportJob>,
  { rows, now }: { rows: number; now: Instant },
): Promise<ExportJob | undefined> {
  const { organisation, resultParts } = job;
  let { cursor } = job;
  let text = resultParts.length === 0 ? csvLine(names) : '';
  let count = 0;
  const list = (page: PageRequest) => listSuppressions(ports, { organisation, ...page });
  for await (const page of walkPages(list, { cursor, most: rows })) {
    text += page.items.map((entry) => csvLine(cellsOf(entry))).join('');
    count += page.items.length;
    ({ cursor } = page);
  }

  const part = resultFile(job);
  await ports.files.write(part, text, 'text/csv; charset=utf-8');
  const after = { ...job, ...exported(job, { part, cursor, count }) };
  return saveSlice<ExportJob>(
    ports,
    job,
    cursor === undefined ? { ...after, status: 'done', finishedAt: now } : after,
  );
}

/** What a slice that wrote a part of a file changes in its job. */
export function exported(
  { slices, progress, resultParts }: Pick<RunningJob<ExportJob>, 'slices' | 'progress' | 'resultParts'>,
  { part, cursor, count }: { part: string; cursor: string | undefined; count: number },
) {
  const read = progress.read + count;
  return {
    cursor,
    slices: slices + 1,
    progress: { ...progress, read, accepted: read },
    resultParts: [...resultParts, part],
  };
}

function cellsOf({ address, reason, at, source, by = '', note = '' }: SuppressedAddress): string[] {
  return [address, reason, textOf(at), source, by, note];
}
