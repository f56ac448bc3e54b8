import type { jobOperations } from '#shared/contracts/api/jobs.ts';
import { listJobs, readJob, readParts, type PartsOfJob } from '#shared/use-cases/jobs/read-jobs.ts';
import { readRejected } from '#shared/use-cases/jobs/read-rejected.ts';
import { shown } from '../../show-job.ts';
import type { Handler } from '../../route.ts';
import type { ReadingHandlers, ReadingPorts } from '../../reading-ports.ts';

/** Answers with where the parts of a file are. */
function partsOf(
  of: PartsOfJob,
): Handler<(typeof jobOperations)['getRejectedParts' | 'getWarned' | 'getResult' | 'getLoad'], ReadingPorts> {
  return async (ports, { caller, params }) => {
    const outcome = await readParts(ports, { caller, ...params, of });
    return outcome.kind === 'parts' ? { kind: 'ok', body: { parts: outcome.urls } } : outcome;
  };
}

export const jobHandlers: ReadingHandlers<typeof jobOperations> = {
  listJobs: async (ports, { caller, query: { order, ...page }, now }) => {
    const request = { caller, ...page, ...(order === 'newest' && { backwards: true as const }) };
    const { items, cursor } = await listJobs(ports, request);
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
