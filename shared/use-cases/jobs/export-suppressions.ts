import type { ExportJob } from '../../domain/jobs/job.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import type { Caller } from '../../domain/people/access.ts';
import type { Ids } from '../../ports/ids.ts';
import type { Queue } from '../../ports/queue.ts';
import type { Store } from '../../ports/store.ts';
import { newJob } from './new-job.ts';

/** Starts writing the suppression list into a file; it needs no upload. */
export async function exportSuppressions(
  ports: { store: Pick<Store, 'jobs'>; queue: Queue; ids: Ids },
  { caller, now }: { caller: Caller; now: Instant },
): Promise<ExportJob> {
  const base = newJob(caller, ports.ids.next(), now);
  const job: ExportJob = { ...base, kind: 'export-suppressions', status: 'running', resultParts: [] };
  await ports.store.jobs.put(job, 'absent');
  await ports.queue.runJob(job.organisation, job.id);
  return job;
}
