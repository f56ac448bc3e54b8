import type { AnswersJob } from '../../domain/jobs/job.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import type { Refusal } from '../../domain/kernel/refusal.ts';
import type { Caller } from '../../domain/people/access.ts';
import type { Ids } from '../../ports/ids.ts';
import type { Queue } from '../../ports/queue.ts';
import type { Store } from '../../ports/store.ts';
import { newJob } from './new-job.ts';

/** Starts writing all answers to a survey into a file (C1); it needs no upload. */
export async function exportAnswers(
  ports: { store: Pick<Store, 'jobs' | 'surveys'>; queue: Queue; ids: Ids },
  { caller, id: surveyId, now }: { caller: Caller; id: string; now: Instant },
): Promise<{ kind: 'started'; job: AnswersJob } | Refusal> {
  const survey = await ports.store.surveys.get(caller.organisation, surveyId);
  if (survey === undefined) return { kind: 'not-found', what: 'survey', id: surveyId };
  const base = newJob(caller, ports.ids.next(), now);
  const job: AnswersJob = { ...base, kind: 'export-answers', surveyId, status: 'running', resultParts: [] };
  await ports.store.jobs.put(job, 'absent');
  await ports.queue.runJob(job.organisation, job.id);
  return { kind: 'started', job };
}
