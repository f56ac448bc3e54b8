import type { Job } from '../../domain/jobs/job.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import type { Caller } from '../../domain/people/authority.ts';

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
