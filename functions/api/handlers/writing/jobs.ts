import type { jobOperations } from '#shared/contracts/api/jobs.ts';
import { createJob } from '#shared/use-cases/jobs/create-job.ts';
import { importText } from '#shared/use-cases/jobs/import-text.ts';
import { startJob } from '#shared/use-cases/jobs/start-job.ts';
import { shown } from '../../show-job.ts';
import type { WritingHandlers } from '../../writing-ports.ts';

export const jobHandlers: WritingHandlers<typeof jobOperations> = {
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
};
