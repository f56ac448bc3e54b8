import type { jobOperations } from '#shared/contracts/api/jobs.ts';
import { createJob } from '#shared/use-cases/jobs/create-job.ts';
import { importText } from '#shared/use-cases/jobs/import-text.ts';
import { listJobs, readJob, readParts, type PartsOfJob } from '#shared/use-cases/jobs/read-jobs.ts';
import { readRejected } from '#shared/use-cases/jobs/read-rejected.ts';
import { startJob } from '#shared/use-cases/jobs/start-job.ts';
import { shown } from '../show-job.ts';
import type { Handler, Handlers } from '../route.ts';

/** Answers with where the parts of a file are. */
function partsOf(
  of: PartsOfJob,
): Handler<(typeof jobOperations)['getRejectedParts' | 'getWarned' | 'getResult' | 'getLoad']> {
  return async (ports, { caller, params }) => {
    const outcome = await readParts(ports, { caller, ...params, of });
    return outcome.kind === 'parts' ? { kind: 'ok', body: { parts: outcome.urls } } : outcome;
  };
}

export const jobHandlers: Handlers<typeof jobOperations> = {
  createJob: async (ports, { caller, body, now }) => {
    const outcome = await createJob(ports, { caller, input: body, now });
    if (outcome.kind !== 'created') return outcome;
    return {
      kind: 'ok',
      body: {
        job: shown(outcome.job),
        ...(outcome.uploadUrl !== undefined && { upload: { method: 'PUT', url: outcome.uploadUrl } }),
      },
    };
  },

  importLeads: async (ports, { caller, body: text, query: { strict }, headers, now }) => {
    const key = headers['idempotency-key'];
    const outcome = await importText(ports, { caller, text, strict, key, now });
    if (outcome.kind !== 'started') return outcome;
    return { kind: 'ok', body: shown(outcome.job), location: `/v1/jobs/${outcome.job.id}` };
  },

  startJob: async (ports, { caller, params }) => {
    const outcome = await startJob(ports, { caller, ...params });
    return outcome.kind === 'started' ? { kind: 'ok', body: shown(outcome.job) } : outcome;
  },

  listJobs: async (ports, { caller, query, now }) => {
    const { items, cursor } = await listJobs(ports, { caller, ...query });
    return { kind: 'ok', body: { items: items.map((job) => shown(job, now)), cursor } };
  },

  getJob: async (ports, { caller, params, now }) => {
    const outcome = await readJob(ports, { caller, ...params });
    return outcome.kind === 'read' ? { kind: 'ok', body: shown(outcome.item, now) } : outcome;
  },

  getWarned: partsOf('warnedParts'),
  getResult: partsOf('resultParts'),
  getLoad: partsOf('loadParts'),
  getRejectedParts: partsOf('rejectedParts'),

  getRejected: async (ports, { caller, params }) => {
    const outcome = await readRejected(ports, { caller, ...params });
    return outcome.kind === 'file' ? { kind: 'ok', body: outcome.text } : outcome;
  },
};
