import type { Job } from '../../domain/jobs/job.ts';
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
