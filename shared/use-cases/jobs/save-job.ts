import type { Job } from '../../domain/jobs/job.ts';
import type { Queue } from '../../ports/queue.ts';
import type { Store } from '../../ports/store.ts';

/** Writes the job over the one the slice began with; undefined: another run of the slice was first, and counts. */
export async function saveJob<Of extends Job>(
  ports: { store: Pick<Store, 'jobs'> },
  before: Job,
  after: Of,
): Promise<Of | undefined> {
  const next = { ...after, revision: before.revision + 1 };
  if ((await ports.store.jobs.put(next, before.revision)) === 'conflict') return undefined;
  return next;
}

/**
 * Writes the job as a slice left it, and has the next slice run unless the job is over; undefined: another run of the
 * slice was first, and counts.
 *
 * @param delaySeconds until the next slice runs
 */
export async function saveSlice<Of extends Job>(
  ports: { store: Pick<Store, 'jobs'>; queue: Pick<Queue, 'runJob'> },
  before: Job,
  after: Of,
  delaySeconds = 0,
): Promise<Of | undefined> {
  const written = await saveJob(ports, before, after);
  if (written?.status === 'running') await ports.queue.runJob(written.organisation, written.id, delaySeconds);
  return written;
}
