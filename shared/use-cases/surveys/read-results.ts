import type { Refusal } from '../../domain/kernel/refusal.ts';
import type { Caller } from '../../domain/people/access.ts';
import { invitationStep } from '../../domain/sequences/feedback-steps.ts';
import { resolveSettings } from '../../domain/settings/resolve.ts';
import type { ResponseFilter, Results } from '../../domain/surveys/results.ts';
import type { Store } from '../../ports/store.ts';
import { listAll } from '../list-all.ts';
import { presentVersion } from '../messages/survey-at-hand.ts';
import { loadAccessScope } from '../people/load-access-scope.ts';
import { countResponses } from './count-responses.ts';

type Ports = {
  store: Pick<
    Store,
    'surveys' | 'surveyVersions' | 'responses' | 'settings' | 'users' | 'sequences' | 'statistics'
  >;
};

/** Responses that one answer counts; all of them are counted by a job. */
const countedAtMost = 10_000;

/** Results, with how many invitations went out. `complete`: false: only the first responses are counted. */
export type SurveyResults = Results & { surveyId: string; sent: number; complete: boolean };

/**
 * What clients answered to a survey, counted as far as the caller may see it (C1), with the invitations of the sequences
 * that ask it now. What a job has counted is read by the job.
 */
export async function readResults(
  ports: Ports,
  request: { caller: Caller; id: string; filter: ResponseFilter; most?: number | undefined },
): Promise<{ kind: 'read'; results: SurveyResults } | Refusal> {
  const { caller, id: surveyId, filter, most = countedAtMost } = request;
  const { organisation } = caller;
  const [survey, version, settings, access] = await Promise.all([
    ports.store.surveys.get(organisation, surveyId),
    presentVersion(ports, organisation, surveyId),
    ports.store.settings.get(organisation, 'organisation'),
    loadAccessScope(ports.store, caller),
  ]);
  if (survey === undefined) return { kind: 'not-found', what: 'survey', id: surveyId };
  const { zone } = resolveSettings({ organisation: settings, groups: [], user: undefined }).profile.value;
  const questions = version?.questions ?? [];
  const asked = { organisation, surveyId, questions, filter, access, zone, cursor: undefined, most };
  const { figures, cursor } = await countResponses(ports, asked);
  const complete = cursor === undefined;
  return {
    kind: 'read',
    results: await withSent(ports, { organisation, surveyId, filter, figures, complete }),
  };
}

/** Figures with the invitations that went out by the sequences which ask the survey now. */
export async function withSent(
  { store }: { store: Pick<Store, 'sequences' | 'statistics'> },
  of: {
    organisation: string;
    surveyId: string;
    filter: ResponseFilter;
    figures: Results;
    complete: boolean;
  },
): Promise<SurveyResults> {
  const { organisation, surveyId, filter, figures, complete } = of;
  const asking = (await listAll(store.sequences, organisation)).filter(
    ({ feedback, id }) =>
      feedback?.survey === surveyId && (filter.sequence === undefined || filter.sequence === id),
  );
  const counts = await Promise.all(asking.map(({ id }) => store.statistics.ofSequence(organisation, id)));
  const invited = counts.flat().filter(({ step }) => step === invitationStep);
  const sent = invited.reduce((sum, { counts: { sent: count = 0 } }) => sum + count, 0);
  return { surveyId, sent, ...figures, complete };
}
