import { readLead } from '../../../contracts/api/read-lead.ts';
import type { Instant } from '../../../domain/kernel/instant.ts';
import type { EnrollRows, FileJob, RejectedRow } from '../../../domain/jobs/job.ts';
import { rejections, type Column } from '../../../domain/jobs/lead-columns.ts';
import type { SeenLeads } from '../../../domain/jobs/seen-leads.ts';
import { describeWarning } from '../../../domain/activity/describe-warning.ts';
import { enrollLeads } from '../../enrollments/enroll-leads.ts';
import { leadIdOf } from '../../people/lead-id.ts';
import type { JobPorts } from '../job-ports.ts';
import type { RowToDo, RunRows } from './row-to-do.ts';

type Named = { line: number; id: string };

/** Enrolls the lead that each row names; in the phase `check` it only says what it would refuse. */
export async function enrollRows(ports: JobPorts, job: FileJob & EnrollRows, now: Instant): Promise<RunRows> {
  const { organisation, sequenceId, userId, createdBy: by, owners } = job;
  // The same for all of a file: told with the first of its leads alone.
  let areHoursReported = job.progress.accepted > 0;
  return async (rows, columns, seen) => {
    const read = rows.map((row) => readRow(ports, job, row, columns, seen));
    const named = read.filter((each): each is Named => 'id' in each);
    const rejected = read.filter((each): each is RejectedRow => 'reason' in each);
    const found = await ports.store.leads.getMany(
      organisation,
      named.map(({ id }) => id),
    );
    const leads = new Map(found.map((lead) => [lead.id, lead]));
    const allowed = named.filter(({ line, id }) => {
      const lead = leads.get(id);
      if (lead === undefined) rejected.push({ line, reason: 'There is no such lead: import it first.' });
      else if (owners && !owners.includes(lead.ownerId)) {
        rejected.push({ line, reason: 'The lead belongs to another user.' });
      } else return true;
      return false;
    });
    if (job.phase === 'check' || allowed.length === 0)
      return { accepted: allowed.length, unchanged: 0, rejected };

    const lineOf = new Map(allowed.map(({ id, line }) => [id, line]));
    const leadIds = [...lineOf.keys()];
    const results = await enrollLeads(ports, {
      organisation,
      leadIds,
      sequenceId,
      userId,
      by,
      request: job.id,
      now,
    });
    const count = (outcome: string) => results.filter((result) => result.outcome === outcome).length;
    for (const result of results) {
      if (result.outcome === 'refused')
        rejected.push({ line: lineOf.get(result.leadId) ?? 0, reason: result.why });
    }
    const warned = results.flatMap((result) => {
      if (result.outcome !== 'enrolled') return [];
      const reported = result.warnings.filter(({ because }) => because.kind === 'lead' || !areHoursReported);
      areHoursReported = true;
      return reported.map((warning) => ({
        line: lineOf.get(result.leadId) ?? 0,
        reason: describeWarning(warning),
      }));
    });
    return { accepted: count('enrolled'), unchanged: count('already-enrolled'), rejected, warned };
  };
}

function readRow(
  ports: JobPorts,
  job: FileJob,
  { line, row }: RowToDo,
  columns: readonly Column[],
  seen: SeenLeads,
): Named | RejectedRow {
  const { lead, email, phone, country } = row.values;
  const refused = (path: string, message: string): RejectedRow =>
    rejections(columns, line, [{ path: [path], message }])[0] ?? { line, reason: message };
  if (lead !== undefined && !/^[a-z0-9]{16}$/.test(lead))
    return refused('lead', 'The id of a lead is 16 of a–z and 0–9.');
  const read = lead === undefined ? readLead({ email, phone, country }) : undefined;
  if (read?.kind === 'invalid') {
    const [problem] = read.problems;
    return refused(problem?.path[0] ?? 'email', problem?.message ?? 'Name a lead.');
  }
  const id = lead ?? leadIdOf(ports.ids, job.organisation, read?.values ?? {});
  if (id === undefined) return refused('email', 'Name a lead by id, address or phone number.');
  const before = seen.add(id, line);
  return before === undefined
    ? { line, id }
    : refused('email', `The same lead is in line ${before} already.`);
}
