import type { JobBase, OnFile, RowsWork, RunningJob, FileJob } from '../../domain/jobs/job.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import type { AccessScope, Caller } from '../../domain/people/access.ts';

/** What a job of any kind begins with. */
export function newJob({ organisation, userId: createdBy }: Caller, id: string, now: Instant): JobBase {
  return {
    organisation,
    id,
    revision: 1,
    createdBy,
    createdAt: now,
    slices: 0,
    progress: { read: 0, accepted: 0, unchanged: 0, rejected: 0 },
  };
}

/** The same, for what may touch no more than its maker can access now (F11). */
export function newJobWithin(access: AccessScope, caller: Caller, id: string, now: Instant): JobBase {
  return { ...newJob(caller, id, now), ...(access.kind === 'users' && { owners: [...access.ids] }) };
}

/** A job on a file as it begins: it waits for its upload. */
export function newFileJob(
  base: JobBase,
  { work, strict }: { work: RowsWork; strict: boolean },
): Extract<FileJob, { status: 'awaiting-upload' }> {
  const onFile: OnFile = {
    strict,
    phase: strict ? 'check' : 'write',
    position: { byte: 0, line: 1 },
    rejected: [],
    rejectedParts: [],
  };
  return { ...base, ...onFile, ...work, status: 'awaiting-upload' };
}

/** A job on a file once its upload is there. */
export function started(
  job: Extract<FileJob, { status: 'awaiting-upload' }>,
  totalBytes: number,
): RunningJob<FileJob> {
  return { ...job, status: 'running', totalBytes };
}
