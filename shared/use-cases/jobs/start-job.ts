import type { Refusal } from '../../domain/kernel/refusal.ts';
import { mostUploadBytes, uploadFile } from '../../domain/jobs/job-files.ts';
import { isFileJob, type Job } from '../../domain/jobs/job.ts';
import type { Caller } from '../../domain/people/access.ts';
import type { Files } from '../../ports/files.ts';
import type { Queue } from '../../ports/queue.ts';
import type { Store } from '../../ports/store.ts';
import { started } from './new-job.ts';
import { readJob } from './read-jobs.ts';
import { saveJob } from './save-job.ts';

/** Starts a job whose file is there. Starting a running one wakes it again, which changes nothing twice. */
export async function startJob(
  ports: { store: Pick<Store, 'jobs' | 'users'>; files: Files; queue: Queue },
  { caller, id }: { caller: Caller; id: string },
): Promise<{ kind: 'started'; job: Job } | Refusal> {
  const found = await readJob(ports, { caller, id });
  if (found.kind !== 'read') return found;
  const { item: job } = found;
  if (job.status === 'done' || job.status === 'failed') return { kind: 'started', job };
  if (!isFileJob(job)) {
    await ports.queue.runJob(job.organisation, job.id);
    return { kind: 'started', job };
  }
  const file = await ports.files.read(uploadFile(job), { from: 0, length: 1 });
  if (file === undefined)
    return { kind: 'conflict', detail: 'There is no file yet: PUT it to the URL first.' };
  if (file.total > mostUploadBytes) {
    const most = mostUploadBytes / 1024 / 1024;
    return { kind: 'conflict', detail: `The file is longer than ${most} MB: split it into several jobs.` };
  }

  const running = job.status === 'running' ? job : await saveJob(ports, job, started(job, file.total));
  if (running === undefined) return { kind: 'changed', revision: job.revision + 1 };
  await ports.queue.runJob(job.organisation, job.id);
  return { kind: 'started', job: running };
}
