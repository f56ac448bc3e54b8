import {
  mostErasedTogether,
  personOf,
  withCount,
  type ErasedPerson,
} from '../../../domain/erasure/erased-person.ts';
import { BY_RETENTION, retentionOf, type Retention } from '../../../domain/erasure/retention.ts';
import type { EraseJob, RetentionJob, RunningJob } from '../../../domain/jobs/job.ts';
import type { Instant } from '../../../domain/kernel/instant.ts';
import { plusSeconds, secondsBetween, textOf } from '../../../domain/time/instants.ts';
import { walkPages } from '../../../ports/walk.ts';
import { isInactive } from '../erasure/is-inactive.ts';
import type { JobPorts } from '../job-ports.ts';
import { newJob } from '../new-job.ts';
import { saveJob, saveSlice } from '../save-job.ts';
import { removeOld } from './remove-old.ts';

/** Leads that a slice reads, and items that it removes, at most: some minutes. */
const sliceSize = 5_000;

/** How long a slice waits for leads that are being erased, in seconds. */
const waitSeconds = 900;

/** What a slice came to. `cursor`: the lead that the next one goes on behind, unless it is `through`. */
type Walked = {
  cursor: string | undefined;
  through: boolean;
  inactive: ErasedPerson[];
  counts: RetentionJob['counts'];
  read: number;
  removed: number;
};

/**
 * Goes over the next leads, and removes what of them is kept no longer (F9): answers, activities and words of sent
 * messages here; leads that nothing happened to by a job that erases many of them together, for which the next slice
 * waits. What a slice that died had removed stays removed; run again it finds the rest.
 */
export async function retentionSlice(
  ports: JobPorts,
  job: RunningJob<RetentionJob>,
  { now, most = sliceSize }: { now: Instant; most?: number | undefined },
): Promise<RetentionJob | undefined> {
  const { organisation, resumeAt, erasing } = job;
  // The message came twice.
  if (resumeAt !== undefined && resumeAt > now) {
    await ports.queue.runJob(organisation, job.id, Math.ceil(secondsBetween(now, resumeAt)));
    return job;
  }
  const decided = await ports.store.settings.get(organisation, 'organisation');
  const retention = retentionOf(decided?.values ?? {}, now);
  if (retention === undefined) return saveJob<RetentionJob>(ports, job, ended(job, now));
  const erasure = erasing && (await ports.store.jobs.get(organisation, erasing.id));
  if (erasure?.status === 'running') {
    const { id, revision } = erasure;
    // It stands still: its message is lost, or twice under way, which changes nothing twice.
    if (revision === erasing?.revision) await ports.queue.runJob(organisation, id);
    return waiting(ports, job, { ...job, erasing: { id, revision } }, now);
  }

  const walked = await walkLeads(ports, job, retention, { now, most: Math.min(most, sliceSize) });

  const begun = await erase(ports, job, walked.inactive, retention, now);
  const { progress } = job;
  const after: RunningJob<RetentionJob> = {
    ...job,
    cursor: walked.cursor,
    erasing: begun === undefined ? undefined : { id: begun, revision: 1 },
    resumeAt: undefined,
    slices: job.slices + 1,
    slicedAt: now,
    leads: job.leads + walked.inactive.length,
    counts: walked.counts,
    progress: {
      ...progress,
      read: progress.read + walked.read,
      accepted: progress.accepted + walked.removed + walked.inactive.length,
    },
  };
  if (walked.through) return saveJob<RetentionJob>(ports, job, ended(after, now));
  return begun === undefined ? saveSlice<RetentionJob>(ports, job, after) : waiting(ports, job, after, now);
}

function ended(job: RunningJob<RetentionJob>, now: Instant): RetentionJob {
  return { ...job, status: 'done', finishedAt: now, erasing: undefined, resumeAt: undefined };
}

/** Writes the job; its next slice comes when leads that are being erased may be gone. */
function waiting(
  ports: JobPorts,
  before: RetentionJob,
  job: RunningJob<RetentionJob>,
  now: Instant,
): Promise<RetentionJob | undefined> {
  const next = { ...job, slicedAt: now, resumeAt: plusSeconds(now, waitSeconds) };
  return saveSlice<RetentionJob>(ports, before, next, waitSeconds);
}

async function walkLeads(
  ports: JobPorts,
  { organisation, cursor, counts }: RetentionJob,
  retention: Retention,
  { now, most }: { now: Instant; most: number },
): Promise<Walked> {
  const walked: Walked = { cursor, through: false, inactive: [], counts, read: 0, removed: 0 };
  const list = (page: { limit: number; cursor?: string | undefined }) =>
    ports.store.leads.list(organisation, page);
  for await (const page of walkPages(list, { cursor, most })) {
    for (const lead of page.items) {
      // In the middle of a page: the next slice reads it again, and finds what is left.
      if (walked.inactive.length >= mostErasedTogether || walked.removed >= most) return walked;
      walked.read += 1;
      if (retention.leads !== undefined && (await isInactive(ports, lead, retention.leads))) {
        walked.inactive.push(personOf(lead));
        continue;
      }
      const removed = await removeOld(ports, lead, retention, { now, most: most - walked.removed });
      for (const [table, of] of Object.entries(removed)) {
        walked.counts = withCount(walked.counts, { table, ...of });
        walked.removed += of.removed + of.anonymised;
      }
    }
    if (walked.removed >= most) return walked;
    walked.cursor = page.cursor;
    walked.through = page.cursor === undefined;
  }
  return walked;
}

/** Has leads erased together, in which nothing happened to them since; the id of the job. */
async function erase(
  ports: JobPorts,
  { organisation, id: of, begunAt, slices }: RetentionJob,
  people: ErasedPerson[],
  { leads: inactiveSince }: Retention,
  now: Instant,
): Promise<string | undefined> {
  if (people.length === 0) return undefined;
  const id = ports.ids.of(`${of} ${textOf(begunAt)} ${slices}`);
  const job: EraseJob = {
    ...newJob({ organisation, userId: BY_RETENTION, role: 'admin' }, id, now),
    kind: 'erase-lead',
    status: 'running',
    ...{ people, inactiveSince, leads: people.length, round: 1, counts: [] },
  };
  // A slice that died before it was written had it begun: those are erased first, and the rest is found again.
  await ports.store.jobs.put(job, 'absent');
  await ports.queue.runJob(organisation, id);
  return id;
}
