import { uploadFile } from '../../domain/jobs/job-files.ts';
import type { Job } from '../../domain/jobs/job.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import type { Refusal } from '../../domain/kernel/refusal.ts';
import type { Caller } from '../../domain/people/access.ts';
import type { Files } from '../../ports/files.ts';
import type { Ids } from '../../ports/ids.ts';
import type { Queue } from '../../ports/queue.ts';
import type { Store } from '../../ports/store.ts';
import { loadAccessScope } from '../people/load-access-scope.ts';
import { jobIdOfRequest } from './job-of-request.ts';
import { newFileJob, newJobWithin, started } from './new-job.ts';
import { startJob } from './start-job.ts';

type Ports = {
  store: Pick<Store, 'jobs' | 'users' | 'idempotencyKeys' | 'requests'>;
  files: Files;
  queue: Queue;
  ids: Ids;
};

/**
 * Imports the leads of a CSV that came with the request: a job like any other, whose file is there already (D1). Repeated
 * with the same `key` within a day it is the same job, and what a crash left undone is done; `key-reused`: the key was
 * another request's.
 */
export async function importText(
  ports: Ports,
  request: { caller: Caller; text: string; strict: boolean; key?: string | undefined; now: Instant },
): Promise<{ kind: 'started'; job: Job } | Refusal> {
  const { caller, text, strict, now } = request;
  const { organisation } = caller;
  const access = await loadAccessScope(ports.store, caller);
  const id = await jobIdOfRequest(ports, { caller, asked: ['import', strict, text], key: request.key, now });
  if (id === undefined) return { kind: 'key-reused' };
  const before = await ports.store.jobs.get(organisation, id);
  if (before !== undefined) return startJob(ports, { caller, id });

  const waiting = newFileJob(newJobWithin(access, caller, id, now), {
    work: { kind: 'import-leads' },
    strict,
  });
  const job = started(waiting, new TextEncoder().encode(text).length);
  await ports.files.write(uploadFile(job), text, 'text/csv; charset=utf-8');
  if ((await ports.store.jobs.put(job, 'absent')) === 'conflict') return startJob(ports, { caller, id });
  await ports.queue.runJob(organisation, id);
  return { kind: 'started', job };
}
