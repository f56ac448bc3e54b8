import type { LeadId, UserId } from '../../../domain/kernel/ids.ts';
import { describeWarning } from '../../../domain/activity/describe-warning.ts';
import type { EnrollFilterJob, RejectedRow, RunningJob } from '../../../domain/jobs/job.ts';
import type { Instant } from '../../../domain/kernel/instant.ts';
import type { Lead } from '../../../domain/people/people.ts';
import { enrollLeads, EnrollmentRefusedError, type EnrollResult } from '../../enrollments/enroll-leads.ts';
import { filteredLeads } from '../../filters/filtered.ts';
import { walkFiltered } from '../../filters/walk-filtered.ts';
import { leadsWithin } from '../../leads/list-leads.ts';
import { accessOfJob } from '../access-of-job.ts';
import type { JobPorts } from '../job-ports.ts';
import { saveSlice } from '../save-job.ts';
import { shownRows, writeRejected, writeWarned } from './refused-rows.ts';

type Running = RunningJob<EnrollFilterJob>;

/** Leads read in one slice: some minutes at most. */
const sliceSize = 5_000;

/** What became of the leads of a slice. */
type Outcome = {
  read: number;
  enrolled: number;
  unchanged: number;
  rejected: RejectedRow[];
  warned: RejectedRow[];
};

/**
 * Enrolls the next leads that match a filter (E1), of those that its maker could access, with the warnings and refusals of
 * every enrolling. The job is the request: a slice that is run again enrolls nobody twice.
 */
export async function enrollSlice(
  ports: JobPorts,
  job: Running,
  { now, most = sliceSize }: { now: Instant; most?: number | undefined },
): Promise<EnrollFilterJob | undefined> {
  const { organisation, filter } = job;
  const access = accessOfJob(job);
  const filtered = filteredLeads(ports.store, { organisation, filter, now }, (page) =>
    leadsWithin(ports.store, organisation, access, page),
  );
  let { cursor } = job;
  const outcome: Outcome = { read: 0, enrolled: 0, unchanged: 0, rejected: [], warned: [] };
  // What is the same for all in the name of one user is told with the first of them alone.
  const told = new Set<string>();
  for await (const page of walkFiltered(filtered, { cursor, most })) {
    for (const [userId, leads] of Map.groupBy(page.matching, ({ ownerId }) => job.userId ?? ownerId)) {
      await enroll(ports, job, { userId, leads, told, now }, outcome);
    }
    outcome.read += page.read;
    ({ cursor } = page);
  }

  return saveSlice<EnrollFilterJob>(ports, job, await settled(ports, job, cursor, outcome, now));
}

/** Enrolls leads in the name of one user; adds to the outcome. */
async function enroll(
  ports: JobPorts,
  job: Running,
  of: { userId: UserId; leads: readonly Lead[]; told: Set<string>; now: Instant },
  outcome: Outcome,
): Promise<void> {
  const { userId, leads, told, now } = of;
  const { organisation, sequenceId, createdBy: by } = job;
  const leadIds = leads.map(({ id }) => id);
  const request = { organisation, leadIds, sequenceId, userId, by, request: job.id, now };
  const results = await refusedAlike(leadIds, () => enrollLeads(ports, request));
  for (const result of results) {
    const line =
      job.progress.accepted + job.progress.unchanged + job.progress.rejected + handled(outcome) + 1;
    const row = (words: string) => ({ line, column: 'lead', reason: `${result.leadId}: ${words}` });
    if (result.outcome === 'refused') outcome.rejected.push(row(result.why));
    if (result.outcome === 'already-enrolled') outcome.unchanged += 1;
    if (result.outcome !== 'enrolled') continue;
    outcome.enrolled += 1;
    const warnings = result.warnings.filter(({ because }) => because.kind === 'lead' || !told.has(userId));
    told.add(userId);
    outcome.warned.push(...warnings.map((warning) => row(describeWarning(warning))));
  }
}

function handled({ enrolled, unchanged, rejected }: Outcome): number {
  return enrolled + unchanged + rejected.length;
}

/** Where nobody can be enrolled, as in the name of a user who is switched off, each is refused with the reason. */
async function refusedAlike(
  leadIds: readonly LeadId[],
  work: () => Promise<EnrollResult[]>,
): Promise<EnrollResult[]> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof EnrollmentRefusedError)) throw error;
    return leadIds.map((leadId) => ({ leadId, outcome: 'refused', why: error.message }));
  }
}

/** The job after a slice: its files are written before it, so that what it names is there. */
async function settled(
  ports: JobPorts,
  job: Running,
  cursor: string | undefined,
  { read, enrolled, unchanged, rejected, warned }: Outcome,
  now: Instant,
): Promise<EnrollFilterJob> {
  const { progress } = job;
  const rejectedPart = rejected.length === 0 ? [] : [await writeRejected(ports, job, rejected)];
  const warnedPart = warned.length === 0 ? [] : [await writeWarned(ports, job, warned)];
  const after: Running = {
    ...job,
    cursor,
    slices: job.slices + 1,
    progress: {
      read: progress.read + read,
      accepted: progress.accepted + enrolled,
      unchanged: progress.unchanged + unchanged,
      rejected: progress.rejected + rejected.length,
    },
    rejected: shownRows([...job.rejected, ...rejected]),
    rejectedParts: [...job.rejectedParts, ...rejectedPart],
    warned: shownRows([...job.warned, ...warned]),
    warnedParts: [...job.warnedParts, ...warnedPart],
  };
  return cursor === undefined ? { ...after, status: 'done', finishedAt: now } : after;
}
