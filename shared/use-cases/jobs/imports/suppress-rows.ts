import { readLead } from '../../../contracts/api/read-lead.ts';
import type { Instant } from '../../../domain/kernel/instant.ts';
import type { FileJob, RejectedRow } from '../../../domain/jobs/job.ts';
import { rejections, type Column } from '../../../domain/jobs/lead-columns.ts';
import type { SeenLeads } from '../../../domain/jobs/seen-leads.ts';
import { dateOf, reasonOf, withoutGuard } from '../../../domain/jobs/suppression-columns.ts';
import { addressesOf, type SuppressionReason } from '../../../domain/people/suppression.ts';
import { inChunks } from '../../../domain/kernel/in-chunks.ts';
import { entryId } from '../../suppressions/read-entries.ts';
import { suppressAddress } from '../../suppressions/suppress-address.ts';
import type { JobPorts } from '../job-ports.ts';
import type { Outcome, RowToDo, RunRows } from './row-to-do.ts';

/** A row that may be written: its addresses, since when, and why. */
type RowInput = {
  line: number;
  addresses: string[];
  reason: SuppressionReason;
  at: Instant | undefined;
  note: string | undefined;
};

const concurrency = 25;
const longestNote = 500;

/** Puts the addresses of each row on the suppression list, with the file's dates; in the phase `check` it only reads. */
export function suppressRows(ports: JobPorts, job: FileJob, now: Instant): RunRows {
  return async (rows, columns, seen) => {
    const read = rows.map((row) => readRow(ports, job, row, columns, seen, now));
    const input = read.flatMap((each) => ('rejected' in each ? [] : [each]));
    const outcome: Outcome = {
      accepted: 0,
      unchanged: 0,
      rejected: read.flatMap((each) => ('rejected' in each ? each.rejected : [])),
    };
    if (job.phase === 'check') return { ...outcome, accepted: input.length };
    const done = await inChunks(input, concurrency, (each) => write(ports, job, each, now));
    for (const { result } of done) outcome[result] += 1;
    return outcome;
  };
}

async function write(
  ports: JobPorts,
  { organisation, createdBy: by }: FileJob,
  { addresses, reason, at, note }: RowInput,
  now: Instant,
): Promise<'accepted' | 'unchanged'> {
  let outcome: 'accepted' | 'unchanged' = 'unchanged';
  for (const address of addresses) {
    const entry = {
      organisation,
      address,
      reason,
      at: at ?? now,
      heardAt: at,
      source: 'import',
      by,
      note,
    } as const;
    if ((await suppressAddress(ports, entry, now)).kind === 'listed') outcome = 'accepted';
  }
  return outcome;
}

function readRow(
  ports: JobPorts,
  job: FileJob,
  { line, row }: RowToDo,
  columns: readonly Column[],
  seen: SeenLeads,
  now: Instant,
): RowInput | { rejected: RejectedRow[] } {
  const cells = Object.fromEntries(
    Object.entries(row.values).map(([name, cell]) => [name, withoutGuard(cell)]),
  );
  const { address = '', country, reason: reasonCell, date, note } = cells;
  const named = {
    email: cells.email ?? (address.includes('@') ? address : undefined),
    phone: cells.phone ?? (address !== '' && !address.includes('@') ? address : undefined),
    country,
  };
  const columnOf = (path: string) =>
    address !== '' && cells[path] === undefined && (path === 'email' || path === 'phone') ? 'address' : path;
  const problem = (path: string, message: string) => ({ path: [columnOf(path)], message });
  const who = readLead(named);
  const problems =
    who.kind === 'invalid' ? who.problems.map((each) => problem(each.path[0] ?? '', each.message)) : [];
  const reason = reasonCell === undefined ? 'by-hand' : reasonOf(reasonCell);
  if (reason === undefined) {
    problems.push(
      problem('reason', `“${reasonCell}” is no reason: write unsubscribed, complained, bounced or by-hand.`),
    );
  }
  const at = date === undefined ? undefined : dateOf(date);
  if (date !== undefined && at === undefined) {
    problems.push(problem('date', `“${date}” cannot be read: write 2027-03-01, or 2027-03-01T09:30:00Z.`));
  }
  if (at !== undefined && at > now)
    problems.push(problem('date', 'The date is yet to come: mend or remove it.'));
  if (note !== undefined && note.length > longestNote) {
    problems.push(problem('note', `A note has ${longestNote} characters at most.`));
  }
  if (who.kind === 'invalid' || reason === undefined || problems.length > 0) {
    return { rejected: rejections(columns, line, problems) };
  }
  const addresses = addressesOf(who.values);
  const twin = addresses
    .map((each) => seen.add(entryId(ports.ids, job.organisation, each, reason), line))
    .find((before) => before !== undefined);
  if (twin !== undefined) {
    const message = `The same address is in line ${twin} already, with the same reason: remove one of them.`;
    const path = who.values.email === undefined ? 'phone' : 'email';
    return { rejected: rejections(columns, line, [problem(path, message)]) };
  }
  return { line, addresses, reason, at, note };
}
