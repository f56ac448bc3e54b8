import type { Job } from '#shared/domain/jobs/job.ts';

/** How much of the file is behind; a strict job goes through it twice. */
function percentOf({ status, strict, phase, position, totalBytes = 0 }: Job): number {
  if (status === 'done') return 100;
  const ofPhase = totalBytes === 0 ? 0 : (100 * position.byte) / totalBytes;
  const percent = strict ? ofPhase / 2 + (phase === 'write' ? 50 : 0) : ofPhase;
  return Math.floor(percent);
}

/** A job as it is answered. */
export const shown = (job: Job) => ({ ...job, percent: percentOf(job) });
