import type { Refusal } from '../../domain/kernel/refusal.ts';
import type { Job } from '../../domain/jobs/job.ts';
import { canAccess, type AccessScope, type Caller } from '../../domain/people/access.ts';
import type { Page } from '../../ports/documents.ts';
import type { Files } from '../../ports/files.ts';
import type { Store } from '../../ports/store.ts';
import { loadAccessScope } from '../people/load-access-scope.ts';

type Ports = { store: Pick<Store, 'jobs' | 'users'> };

/** Whether everything that a job may touch is within the access of whoever asks, whoever made it (F11). */
function isWithin({ owners }: Job, access: AccessScope): boolean {
  return owners === undefined ? access.kind === 'all' : owners.every((id) => canAccess(access, id));
}

/** A job that touches nothing beyond what the caller can access: its files tell of all that it touched (F11). */
export async function readJob(
  ports: Ports,
  { caller, id }: { caller: Caller; id: string },
): Promise<{ kind: 'read'; item: Job } | Refusal> {
  const [item, access] = await Promise.all([
    ports.store.jobs.get(caller.organisation, id),
    loadAccessScope(ports.store, caller),
  ]);
  if (item === undefined) return { kind: 'not-found', what: 'job', id };
  return isWithin(item, access)
    ? { kind: 'read', item }
    : { kind: 'forbidden', detail: 'The job concerns leads of users whom you cannot access.' };
}

/**
 * A page of the jobs that touch nothing beyond what the caller can access; others are left out of it (F11). The oldest
 * come first, or `backwards` the newest.
 */
export async function listJobs(
  ports: Ports,
  { caller, ...request }: { caller: Caller; limit: number; cursor?: string | undefined; backwards?: true },
): Promise<Page<Job>> {
  const [page, access] = await Promise.all([
    ports.store.jobs.list(caller.organisation, request),
    loadAccessScope(ports.store, caller),
  ]);
  return { ...page, items: page.items.filter((job) => isWithin(job, access)) };
}

/** Lists of files that jobs write, each kind its own. */
export type PartsOfJob = 'rejectedParts' | 'warnedParts' | 'resultParts' | 'loadParts';

/** Where the parts of one of a job's files can be read, in order. A result is there when the job is done. */
export async function readParts(
  ports: Ports & { files: Pick<Files, 'downloadUrl'> },
  request: { caller: Caller; id: string; of: PartsOfJob },
): Promise<{ kind: 'parts'; urls: string[] } | Refusal> {
  const { caller, id, of } = request;
  const found = await readJob(ports, { caller, id });
  if (found.kind !== 'read') return found;
  const { item } = found;
  if ((of === 'resultParts' || of === 'loadParts') && item.status !== 'done') {
    return { kind: 'conflict', detail: 'The file is not ready: read the job until it is done.' };
  }
  const { [of]: parts = [] }: { [Of in PartsOfJob]?: string[] } & Pick<Job, 'id'> = item;
  const urls = await Promise.all(parts.map((key) => ports.files.downloadUrl(key)));
  return { kind: 'parts', urls };
}
