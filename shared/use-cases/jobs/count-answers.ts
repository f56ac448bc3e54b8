import type { CountAnswersJob, Job } from '../../domain/jobs/job.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import type { Refusal } from '../../domain/kernel/refusal.ts';
import type { Caller } from '../../domain/people/access.ts';
import type { ResponseFilter } from '../../domain/surveys/results.ts';
import type { Files } from '../../ports/files.ts';
import type { Ids } from '../../ports/ids.ts';
import type { Queue } from '../../ports/queue.ts';
import type { Store } from '../../ports/store.ts';
import { loadAccessScope } from '../people/load-access-scope.ts';
import { jobIdOfRequest } from './job-of-request.ts';
import { newJobWithin } from './new-job.ts';
import { startJob } from './start-job.ts';

type Ports = {
  store: Pick<Store, 'jobs' | 'surveys' | 'users' | 'idempotencyKeys' | 'requests'>;
  files: Files;
  queue: Queue;
  ids: Ids;
};

/**
 * Counts all responses to a survey that the caller may see, however many there are (C1), by the questions that are asked
 * as it begins. Its figures are read as the results are.
 */
export async function countAnswers(
  ports: Ports,
  request: {
    caller: Caller;
    id: string;
    filter: ResponseFilter;
    key: string | undefined;
    now: Instant;
  },
): Promise<{ kind: 'started'; job: Job } | Refusal> {
  const { caller, id: surveyId, filter, key, now } = request;
  const [survey, access] = await Promise.all([
    ports.store.surveys.get(caller.organisation, surveyId),
    loadAccessScope(ports.store, caller),
  ]);
  if (survey === undefined) return { kind: 'not-found', what: 'survey', id: surveyId };
  const asked = ['count-answers', surveyId, filter];
  const id = await jobIdOfRequest(ports, { caller, asked, key, now });
  if (id === undefined) return { kind: 'key-reused' };
  const job: CountAnswersJob = {
    ...newJobWithin(access, caller, id, now),
    kind: 'count-answers',
    status: 'running',
    surveyId,
    surveyVersion: survey.currentVersion,
    filter,
  };
  if ((await ports.store.jobs.put(job, 'absent')) === 'conflict') return startJob(ports, { caller, id });
  await ports.queue.runJob(caller.organisation, id);
  return { kind: 'started', job };
}
