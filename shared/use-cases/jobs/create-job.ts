import type { Instant } from '../../domain/kernel/instant.ts';
import type { Refusal } from '../../domain/kernel/refusal.ts';
import { uploadFile } from '../../domain/jobs/job-files.ts';
import type { ForecastQuery } from '../../domain/forecast/forecast-query.ts';
import type { Job } from '../../domain/jobs/job.ts';
import { reaches, type Caller } from '../../domain/people/authority.ts';
import type { Files } from '../../ports/files.ts';
import type { Ids } from '../../ports/ids.ts';
import type { Queue } from '../../ports/queue.ts';
import type { Store } from '../../ports/store.ts';
import type { ScopePorts } from '../forecasts/check-scope.ts';
import { loadReach } from '../people/load-reach.ts';
import { blankJob } from './blank-job.ts';
import { createForecastJob } from './create-forecast-job.ts';

/** What a job is to do. */
export type JobWanted = Pick<Job, 'kind' | 'strict' | 'sequenceId' | 'userId'> & {
  forecast?: ForecastQuery | undefined;
};

/**
 * Prepares a job: what it may touch is settled now, by the role of its maker. It waits for its file; a forecast needs
 * none and runs at once.
 */
export async function createJob(
  ports: ScopePorts & { store: Pick<Store, 'jobs'>; files: Files; queue: Queue; ids: Ids },
  request: { caller: Caller; wanted: JobWanted; now: Instant },
): Promise<{ kind: 'created'; job: Job; uploadUrl?: string | undefined } | Refusal> {
  const { caller, wanted, now } = request;
  const { organisation } = caller;
  const { kind, strict, sequenceId, userId = caller.userId } = wanted;
  if (wanted.forecast !== undefined)
    return createForecastJob(ports, { caller, wanted: wanted.forecast, now });
  const [reach, sequence] = await Promise.all([
    loadReach(ports.store, caller),
    sequenceId === undefined ? undefined : ports.store.sequences.get(organisation, sequenceId),
  ]);

  if (kind === 'enroll-leads') {
    if (sequence === undefined || sequence.status === 'deleted') {
      return { kind: 'not-found', what: 'sequence', id: sequenceId ?? '' };
    }
    if (!reaches(reach, userId)) {
      return { kind: 'forbidden', detail: `You cannot enroll leads in the name of “${userId}”.` };
    }
  }
  if (kind === 'import-suppressions' && reach.kind !== 'all') {
    return { kind: 'forbidden', detail: 'Only an admin imports suppressed addresses.' };
  }
  const job: Job = {
    ...blankJob(caller, { id: ports.ids.next(), kind, strict }, now),
    ...(reach.kind === 'users' && { owners: [...reach.ids] }),
    ...(kind === 'enroll-leads' && { sequenceId, userId }),
  };

  await ports.store.jobs.put(job, 'absent');
  return { kind: 'created', job, uploadUrl: await ports.files.uploadUrl(uploadFile(job)) };
}
