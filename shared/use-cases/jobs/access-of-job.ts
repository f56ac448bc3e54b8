import type { JobBase } from '../../domain/jobs/job.ts';
import type { AccessScope } from '../../domain/people/access.ts';

/** Whose leads a job may touch: settled when it was made, by the role of its maker (F11). */
export function accessOfJob({ owners }: Pick<JobBase, 'owners'>): AccessScope {
  return owners === undefined ? { kind: 'all' } : { kind: 'users', ids: new Set(owners) };
}
