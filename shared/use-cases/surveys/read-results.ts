import type { Refusal } from '../../domain/kernel/refusal.ts';
import type { Caller } from '../../domain/people/access.ts';
import { invitationStep } from '../../domain/sequences/feedback-steps.ts';
import { resolveSettings } from '../../domain/settings/resolve.ts';
import { isAmong, resultsOf, type ResponseFilter, type Results } from '../../domain/surveys/results.ts';
import type { Response } from '../../domain/surveys/response.ts';
import type { PageRequest } from '../../ports/documents.ts';
import type { Store } from '../../ports/store.ts';
import { walkPages } from '../../ports/walk.ts';
import { listAll } from '../list-all.ts';
import { presentVersion } from '../messages/survey-at-hand.ts';
import { loadAccessScope } from '../people/load-access-scope.ts';
import { canSee } from './read-responses.ts';

type Ports = {
  store: Pick<
    Store,
    'surveys' | 'surveyVersions' | 'responses' | 'settings' | 'users' | 'sequences' | 'statistics'
  >;
};

/** Responses that one answer counts. */
const countedAtMost = 10_000;

/** Results, with how many invitations went out. `complete`: false: only the first responses are counted. */
export type SurveyResults = Results & { surveyId: string; sent: number; complete: boolean };

/**
 * What clients answered to a survey, counted as far as the caller may see it (C1), with the invitations of the sequences
 * that ask it now.
 */
export async function readResults(
  ports: Ports,
  request: { caller: Caller; id: string; filter: ResponseFilter },
): Promise<{ kind: 'read'; results: SurveyResults } | Refusal> {
  const { caller, id, filter } = request;
  const { organisation } = caller;
  const [survey, version, settings, access, sequences] = await Promise.all([
    ports.store.surveys.get(organisation, id),
    presentVersion(ports, organisation, id),
    ports.store.settings.get(organisation, 'organisation'),
    loadAccessScope(ports.store, caller),
    listAll(ports.store.sequences, organisation),
  ]);
  if (survey === undefined) return { kind: 'not-found', what: 'survey', id };
  const { zone } = resolveSettings({ organisation: settings, groups: [], user: undefined }).profile.value;

  const responses: Response[] = [];
  let read = 0;
  let more: string | undefined;
  const query = { index: 'bySurvey', of: id } as const;
  const list = (page: PageRequest) => ports.store.responses.list(organisation, { ...page, query });
  for await (const page of walkPages(list, { most: countedAtMost })) {
    read += page.items.length;
    responses.push(
      ...page.items.filter((response) => canSee(access, response) && isAmong(response, filter, zone)),
    );
    more = page.cursor;
  }
  const asking = sequences.filter(
    ({ feedback, id: sequenceId }) =>
      feedback?.survey === id && (filter.sequence === undefined || filter.sequence === sequenceId),
  );
  const counts = await Promise.all(
    asking.map(({ id: sequenceId }) => ports.store.statistics.ofSequence(organisation, sequenceId)),
  );
  const sent = counts.flat().filter(({ step }) => step === invitationStep);
  const results = resultsOf(responses, version?.questions ?? [], zone);
  return {
    kind: 'read',
    results: {
      surveyId: id,
      sent: sent.reduce((sum, { counts: { sent: count = 0 } }) => sum + count, 0),
      ...results,
      complete: more === undefined && read <= countedAtMost,
    },
  };
}
