import type { Instant } from '../../domain/kernel/instant.ts';
import type { Refusal } from '../../domain/kernel/refusal.ts';
import { uploadFile } from '../../domain/job/job-files.ts';
import type { Job } from '../../domain/job/job.ts';
import { reaches, type Caller } from '../../domain/people/authority.ts';
import type { Files } from '../../ports/files.ts';
import type { Ids } from '../../ports/ids.ts';
import type { Store } from '../../ports/store.ts';
import { loadReach } from '../people/load-reach.ts';

/** What a job is to do. */
export type JobWanted = Pick<Job, 'kind' | 'strict' | 'sequenceId' | 'userId'>;

/** A job as it begins. */
export function blankJob(
  { organisation, userId: createdBy }: Caller,
  { id, kind, strict }: Pick<Job, 'id' | 'kind' | 'strict'>,
  now: Instant,
): Job {
  return {
    organisation,
    id,
    revision: 1,
    kind,
    status: 'awaiting-upload',
    createdBy,
    createdAt: now,
    strict,
    phase: strict ? 'check' : 'write',
    slices: 0,
    position: { byte: 0, line: 1 },
    progress: { read: 0, accepted: 0, unchanged: 0, rejected: 0 },
    rejected: [],
    rejectedParts: [],
  };
}

/** Prepares a job: what it may touch is settled now, by the role of its maker. It waits for its file. */
export async function createJob(
  ports: { store: Pick<Store, 'jobs' | 'users' | 'sequences'>; files: Files; ids: Ids },
  request: { caller: Caller; wanted: JobWanted; now: Instant },
): Promise<{ kind: 'created'; job: Job; uploadUrl: string } | Refusal> {
  const { caller, wanted, now } = request;
  const { organisation } = caller;
  const { kind, strict, sequenceId, userId = caller.userId } = wanted;
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
