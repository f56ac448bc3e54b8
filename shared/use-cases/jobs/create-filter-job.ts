import type { SequenceId, UserId } from '../../domain/kernel/ids.ts';
import { OVER_LEADS, type SavedFilter } from '../../domain/filters/filter.ts';
import type { CountFilterJob, EnrollFilterJob, Job } from '../../domain/jobs/job.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import type { Refusal } from '../../domain/kernel/refusal.ts';
import { canAccess, type AccessScope, type Caller } from '../../domain/people/access.ts';
import type { Queue } from '../../ports/queue.ts';
import type { Ids } from '../../ports/ids.ts';
import type { Store } from '../../ports/store.ts';
import type { WholePorts } from '../core/engine-ports.ts';
import { loadEnrollable, loadOpenSequence } from '../enrollments/enroll-leads.ts';
import { readFilterOver, readSavedFilter } from '../filters/read-filters.ts';
import { loadAccessScope } from '../people/load-access-scope.ts';
import { jobIdOfRequest } from './job-of-request.ts';
import { newJobWithin } from './new-job.ts';
import { startJob } from './start-job.ts';
import type { Files } from '../../ports/files.ts';

type Started = { kind: 'started'; job: Job };
type Ports = {
  store: Pick<Store, 'jobs' | 'users' | 'filters' | 'idempotencyKeys' | 'requests'>;
  files: Files;
  queue: Queue;
  ids: Ids;
};
type Asked = { caller: Caller; id: string; key?: string | undefined; now: Instant };

/** In which sequence those who match are enrolled, and in whose name; `userId` undefined: in that of the owner of each. */
export type EnrollInput = { sequenceId: SequenceId; userId: UserId | undefined };

/** Counts what matches a saved filter, of everything that the caller can access, however much it is (E1). */
export async function countFiltered(ports: Ports, request: Asked): Promise<Started | Refusal> {
  const found = await readSavedFilter(ports, request);
  if (found.kind !== 'read') return found;
  const access = await loadAccessScope(ports.store, request.caller);
  return begin(ports, request, found.item, access, (base): CountFilterJob => ({
    ...base,
    kind: 'count-filter',
    status: 'running',
  }));
}

/**
 * Enrolls every lead that matches a saved filter, of those that the caller can access (E1). What can be known at once is
 * refused at once. Throws EnrollmentRefusedError.
 */
export async function enrollFiltered(
  ports: Ports & WholePorts,
  request: Asked & { input: EnrollInput },
): Promise<Started | Refusal> {
  const { caller, input } = request;
  const { organisation } = caller;
  const found = await readFilterOver(ports, {
    ...request,
    isOver: (over) => over === OVER_LEADS,
    what: 'leads, since leads are enrolled',
  });
  if (found.kind !== 'read') return found;
  const access = await loadAccessScope(ports.store, caller);
  const { userId, sequenceId } = input;
  if (userId !== undefined && !canAccess(access, userId)) {
    return { kind: 'forbidden', detail: `You cannot enroll leads in the name of “${userId}”.` };
  }
  if (userId === undefined) await loadOpenSequence(ports, { organisation, sequenceId });
  else await loadEnrollable(ports, { organisation, sequenceId, userId });
  return begin(ports, request, found.item, access, (base): EnrollFilterJob => ({
    ...base,
    ...input,
    kind: 'enroll-filter',
    status: 'running',
    rejected: [],
    rejectedParts: [],
    warned: [],
    warnedParts: [],
  }));
}

/** Makes the job of a request, or goes on with the one that the same request made before. */
async function begin<Made extends CountFilterJob | EnrollFilterJob>(
  ports: Ports,
  { caller, key, now, input }: Asked & { input?: EnrollInput },
  { id: filterId, over, filter }: SavedFilter,
  access: AccessScope,
  make: (base: ReturnType<typeof newJobWithin> & Pick<Made, 'filterId' | 'over' | 'filter'>) => Made,
): Promise<Started | Refusal> {
  const asked = [input === undefined ? 'count' : 'enroll', filterId, input];
  const id = await jobIdOfRequest(ports, { caller, asked, key, now });
  if (id === undefined) return { kind: 'key-reused' };
  const job = make({ ...newJobWithin(access, caller, id, now), filterId, over, filter });
  if ((await ports.store.jobs.put(job, 'absent')) === 'conflict') return startJob(ports, { caller, id });
  await ports.queue.runJob(caller.organisation, id);
  return { kind: 'started', job };
}
