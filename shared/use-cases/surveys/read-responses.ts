import type { EnrollmentId } from '../../domain/kernel/enrollment-id.ts';
import type { Language } from '../../domain/kernel/language.ts';
import type { Refusal } from '../../domain/kernel/refusal.ts';
import { canAccess, type AccessScope, type Caller } from '../../domain/people/access.ts';
import { resolveSettings } from '../../domain/settings/resolve.ts';
import type { Response } from '../../domain/surveys/response.ts';
import { isAmong, type ResponseFilter } from '../../domain/surveys/results.ts';
import type { SurveyVersion } from '../../domain/surveys/survey.ts';
import type { Page } from '../../ports/documents.ts';
import type { Store } from '../../ports/store.ts';
import { listMatching } from '../list-matching.ts';
import { loadAccessScope } from '../people/load-access-scope.ts';

type Ports = { store: Pick<Store, 'responses' | 'surveyVersions' | 'settings' | 'users'> };

/** A response with the version that it answers; undefined: nothing was answered yet. */
export type ReadResponse = { response: Response; version: SurveyVersion | undefined; language: Language };

/** Whether a caller may see a response: whose lead it is, who sent the survey, and whose work it is about. */
export function canSee(access: AccessScope, { ownerId, userId, employees }: Response): boolean {
  return [ownerId, userId, ...employees].some((id) => canAccess(access, id));
}

/** A page of the responses to a survey, those that begun first first, or of those of a lead. */
export async function listResponses(
  ports: Ports,
  request: {
    caller: Caller;
    survey?: string | undefined;
    lead?: string | undefined;
    /** Which of them: who is behind a figure of the results. */
    filter: ResponseFilter;
    limit: number;
    cursor?: string | undefined;
  },
): Promise<Page<ReadResponse>> {
  const { caller, survey, lead, filter, limit, cursor } = request;
  const { organisation } = caller;
  const [access, settings] = await Promise.all([
    loadAccessScope(ports.store, caller),
    ports.store.settings.get(organisation, 'organisation'),
  ]);
  const { zone } = resolveSettings({ organisation: settings, groups: [], user: undefined }).profile.value;
  const { store } = ports;
  const page = await listMatching(
    { limit, cursor },
    (options) =>
      lead === undefined
        ? store.responses.list(organisation, { ...options, query: { index: 'bySurvey', of: survey ?? '' } })
        : store.responses.list(organisation, { ...options, group: lead }),
    (response) =>
      canSee(access, response) &&
      response.begunAt !== undefined &&
      (survey === undefined || response.surveyId === survey) &&
      isAmong(response, filter, zone),
  );
  return { ...page, items: await withVersions(ports, organisation, page.items) };
}

/** One response, if the caller may see it. */
export async function readResponse(
  ports: Ports,
  { caller, id }: { caller: Caller; id: EnrollmentId },
): Promise<{ kind: 'read'; item: ReadResponse } | Refusal> {
  const { organisation } = caller;
  const [response, access] = await Promise.all([
    ports.store.responses.get(organisation, id),
    loadAccessScope(ports.store, caller),
  ]);
  if (response === undefined) return { kind: 'not-found', what: 'response', id };
  if (!canSee(access, response))
    return { kind: 'forbidden', detail: 'The response is to another user’s survey.' };
  const [item] = await withVersions(ports, organisation, [response]);
  return item === undefined ? { kind: 'not-found', what: 'response', id } : { kind: 'read', item };
}

/** The language in which an organisation reads what its clients answered. */
export async function languageOf(
  { store }: { store: Pick<Store, 'settings'> },
  organisation: string,
): Promise<Language> {
  const settings = await store.settings.get(organisation, 'organisation');
  return resolveSettings({ organisation: settings, groups: [], user: undefined }).profile.value.language;
}

async function withVersions(
  ports: Ports,
  organisation: string,
  responses: readonly Response[],
): Promise<ReadResponse[]> {
  const idOf = ({ surveyId, surveyVersion }: Response) => `${surveyId}.${surveyVersion}`;
  const begun = responses.filter(({ surveyVersion }) => surveyVersion > 0);
  const [language, versions] = await Promise.all([
    languageOf(ports, organisation),
    ports.store.surveyVersions.getMany(organisation, [...new Set(begun.map(idOf))]),
  ]);
  const byId = new Map(versions.map((version) => [`${version.surveyId}.${version.version}`, version]));
  return responses.map((response) => ({ response, version: byId.get(idOf(response)), language }));
}
