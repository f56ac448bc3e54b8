import type { jobOperations } from '#shared/contracts/api/jobs.ts';
import type { Job } from '#shared/domain/job/job.ts';
import { createJob } from '#shared/use-cases/jobs/create-job.ts';
import { listJobs, readJob, readRejected } from '#shared/use-cases/jobs/read-jobs.ts';
import { startJob } from '#shared/use-cases/jobs/start-job.ts';
import type { Handlers } from '../route.ts';

/** How much of the file is behind; a strict job goes through it twice. */
function percentOf({ status, strict, phase, position, totalBytes = 0 }: Job): number {
  if (status === 'done') return 100;
  const ofPhase = totalBytes === 0 ? 0 : (100 * position.byte) / totalBytes;
  const percent = strict ? ofPhase / 2 + (phase === 'write' ? 50 : 0) : ofPhase;
  return Math.floor(percent);
}

const shown = (job: Job) => ({ ...job, percent: percentOf(job) });

export const jobHandlers: Handlers<typeof jobOperations> = {
  createJob: async (ports, { caller, body, now }) => {
    const outcome = await createJob(ports, { caller, wanted: body, now });
    if (outcome.kind !== 'created') return outcome;
    return {
      kind: 'ok',
      body: { job: shown(outcome.job), upload: { method: 'PUT', url: outcome.uploadUrl } },
    };
  },

  startJob: async (ports, { caller, params }) => {
    const outcome = await startJob(ports, { caller, ...params });
    return outcome.kind === 'started' ? { kind: 'ok', body: shown(outcome.job) } : outcome;
  },

  listJobs: async (ports, { caller, query }) => {
    const { items, cursor } = await listJobs(ports, { caller, ...query });
    return { kind: 'ok', body: { items: items.map(shown), cursor } };
  },

  getJob: async (ports, { caller, params }) => {
    const outcome = await readJob(ports, { caller, ...params });
    return outcome.kind === 'read' ? { kind: 'ok', body: shown(outcome.item) } : outcome;
  },

  getRejected: async (ports, { caller, params }) => {
    const outcome = await readRejected(ports, { caller, ...params });
    return outcome.kind === 'parts' ? { kind: 'ok', body: { parts: outcome.urls } } : outcome;
  },
};
