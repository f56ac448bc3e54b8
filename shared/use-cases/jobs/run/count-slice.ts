import type { CountFilterJob, RunningJob } from '../../../domain/jobs/job.ts';
import type { Instant } from '../../../domain/kernel/instant.ts';
import { filteredWithin } from '../../filters/filtered.ts';
import { walkFiltered } from '../../filters/walk-filtered.ts';
import { accessOfJob } from '../access-of-job.ts';
import type { JobPorts } from '../job-ports.ts';
import { saveSlice } from '../save-job.ts';

/** Leads or records of one slice: some minutes at most. */
const sliceSize = 20_000;

/** Counts the next of what a filter is over (E1). What is counted is what holds when it is read. */
export async function countSlice(
  ports: JobPorts,
  job: RunningJob<CountFilterJob>,
  { now, most = sliceSize }: { now: Instant; most?: number | undefined },
): Promise<CountFilterJob | undefined> {
  let { cursor } = job;
  let [read, matching] = [0, 0];
  const pages = walkFiltered(filteredWithin(ports.store, job, accessOfJob(job), now), { cursor, most });
  for await (const page of pages) {
    read += page.read;
    matching += page.matching.length;
    ({ cursor } = page);
  }

  const { progress } = job;
  const after = {
    ...job,
    cursor,
    slices: job.slices + 1,
    progress: { ...progress, read: progress.read + read, accepted: progress.accepted + matching },
  };
  return saveSlice<CountFilterJob>(
    ports,
    job,
    cursor === undefined ? { ...after, status: 'done', finishedAt: now } : after,
  );
}
