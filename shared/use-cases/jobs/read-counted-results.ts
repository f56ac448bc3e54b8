import { countedFile } from '../../domain/jobs/job-files.ts';
import type { Refusal } from '../../domain/kernel/refusal.ts';
import type { Caller } from '../../domain/people/access.ts';
import type { Files } from '../../ports/files.ts';
import type { Store } from '../../ports/store.ts';
import { withSent, type SurveyResults } from '../surveys/read-results.ts';
import { readCounted } from './read-counted.ts';
import { readJob } from './read-jobs.ts';

type Ports = {
  store: Pick<Store, 'jobs' | 'users' | 'sequences' | 'statistics'>;
  files: Pick<Files, 'read'>;
};

/** What a job has counted of the responses to a survey (C1), once it is done; of all that its maker could see. */
export async function readCountedResults(
  ports: Ports,
  { caller, surveyId, jobId }: { caller: Caller; surveyId: string; jobId: string },
): Promise<{ kind: 'read'; results: SurveyResults } | Refusal> {
  const found = await readJob(ports, { caller, id: jobId });
  if (found.kind !== 'read') return found;
  const job = found.item;
  if (job.kind !== 'count-answers' || job.surveyId !== surveyId)
    return { kind: 'conflict', detail: `The job “${jobId}” counts nothing of this survey.`, id: jobId };
  if (job.status !== 'done')
    return { kind: 'conflict', detail: 'It is not counted yet: read the job until it is done.', id: jobId };
  if ((await ports.files.read(countedFile(job, job.slices), { from: 0, length: 1 })) === undefined)
    return { kind: 'conflict', detail: 'What it counted is no longer kept: count again.', id: jobId };
  const { organisation, filter } = job;
  const figures = await readCounted(ports, job);
  const results = await withSent(ports, { organisation, surveyId, filter, figures, complete: true });
  return { kind: 'read', results };
}
