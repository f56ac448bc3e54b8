import { countedFile } from '../../domain/jobs/job-files.ts';
import type { Refusal } from '../../domain/kernel/refusal.ts';
import type { Caller } from '../../domain/people/access.ts';
import { invitationStep } from '../../domain/sequences/feedback-steps.ts';
import { resolveSettings } from '../../domain/settings/resolve.ts';
import type { ResponseFilter, Results } from '../../domain/surveys/results.ts';
import type { Files } from '../../ports/files.ts';
import type { Store } from '../../ports/store.ts';
import { readCounted } from '../jobs/read-counted.ts';
import { readJob } from '../jobs/read-jobs.ts';
import { listAll } from '../list-all.ts';
import { presentVersion } from '../messages/survey-at-hand.ts';
import { loadAccessScope } from '../people/load-access-scope.ts';
import { countResponses } from './count-responses.ts';

type Ports = {
  store: Pick<
    Store,
    'surveys' | 'surveyVersions' | 'responses' | 'settings' | 'users' | 'sequences' | 'statistics' | 'jobs'
  >;
  files: Pick<Files, 'read'>;
};

/** Responses that one answer counts; all of them are counted by a job. */
const countedAtMost = 10_000;

/** Results, with how many invitations went out. `complete`: false: only the first responses are counted. */
export type SurveyResults = Results & { surveyId: string; sent: number; complete: boolean };

/** Which results are asked for: those that match a filter, or what a job has counted. */
export type Wanted = { filter: ResponseFilter } | { job: string };

/**
 * What clients answered to a survey, counted as far as the caller may see it (C1), with the invitations of the sequences
 * that ask it now.
 */
export async function readResults(
  ports: Ports,
  request: { caller: Caller; id: string; wanted: Wanted; most?: number | undefined },
): Promise<{ kind: 'read'; results: SurveyResults } | Refusal> {
  const { caller, id, wanted, most = countedAtMost } = request;
  const { organisation } = caller;
  const [survey, sequences] = await Promise.all([
    ports.store.surveys.get(organisation, id),
    listAll(ports.store.sequences, organisation),
  ]);
  if (survey === undefined) return { kind: 'not-found', what: 'survey', id };
  const counted =
    'job' in wanted
      ? await countedByJob(ports, { caller, surveyId: id, jobId: wanted.job })
      : await countedNow(ports, { caller, id, filter: wanted.filter, most });
  if (counted.kind !== 'counted') return counted;
  const { figures, complete, filter } = counted;
  const asking = sequences.filter(
    ({ feedback, id: sequenceId }) =>
      feedback?.survey === id && (filter.sequence === undefined || filter.sequence === sequenceId),
  );
  const counts = await Promise.all(
    asking.map(({ id: sequenceId }) => ports.store.statistics.ofSequence(organisation, sequenceId)),
  );
  const invited = counts.flat().filter(({ step }) => step === invitationStep);
  const sent = invited.reduce((sum, { counts: { sent: count = 0 } }) => sum + count, 0);
  return { kind: 'read', results: { surveyId: id, sent, ...figures, complete } };
}

type Counted = { kind: 'counted'; figures: Results; complete: boolean; filter: ResponseFilter };

async function countedNow(
  ports: Ports,
  of: { caller: Caller; id: string; filter: ResponseFilter; most: number },
): Promise<Counted> {
  const { caller, id: surveyId, filter, most } = of;
  const { organisation } = caller;
  const [version, settings, access] = await Promise.all([
    presentVersion(ports, organisation, surveyId),
    ports.store.settings.get(organisation, 'organisation'),
    loadAccessScope(ports.store, caller),
  ]);
  const { zone } = resolveSettings({ organisation: settings, groups: [], user: undefined }).profile.value;
  const questions = version?.questions ?? [];
  const { figures, cursor } = await countResponses(ports, {
    organisation,
    surveyId,
    questions,
    filter,
    access,
    zone,
    cursor: undefined,
    most,
  });
  return { kind: 'counted', figures, complete: cursor === undefined, filter };
}

async function countedByJob(
  ports: Ports,
  { caller, surveyId, jobId }: { caller: Caller; surveyId: string; jobId: string },
): Promise<Counted | Refusal> {
  const found = await readJob(ports, { caller, id: jobId });
  if (found.kind !== 'read') return found;
  const job = found.item;
  if (job.kind !== 'count-answers' || job.surveyId !== surveyId)
    return { kind: 'conflict', detail: `The job “${jobId}” counts nothing of this survey.`, id: jobId };
  if (job.status !== 'done')
    return { kind: 'conflict', detail: 'It is not counted yet: read the job until it is done.', id: jobId };
  if ((await ports.files.read(countedFile(job, job.slices), { from: 0, length: 1 })) === undefined)
    return { kind: 'conflict', detail: 'What it counted is no longer kept: count again.', id: jobId };
  return { kind: 'counted', figures: await readCounted(ports, job), complete: true, filter: job.filter };
}
