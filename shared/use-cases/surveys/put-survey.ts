import type { Expected } from '../../domain/kernel/expected.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import { problemsUnder } from '../../domain/kernel/problem.ts';
import { refusalOfExpected } from '../../domain/kernel/expected.ts';
import type { Refusal } from '../../domain/kernel/refusal.ts';
import type { Caller } from '../../domain/people/access.ts';
import type { Survey, SurveyDraft } from '../../domain/surveys/survey.ts';
import { validateSurvey } from '../../domain/surveys/validate-survey.ts';
import type { Store } from '../../ports/store.ts';
import { listAll } from '../list-all.ts';
import { saveItem, type Saved } from '../save-item.ts';

/** Most surveys of an organisation. */
const mostSurveys = 200;

/** Makes a survey, or replaces its name and draft; clients are asked nothing else until it is published (C1). */
export async function putSurvey(
  { store }: { store: Pick<Store, 'surveys'> },
  request: {
    caller: Caller;
    id: string;
    name: string;
    draft: SurveyDraft;
    expected: Expected;
    now: Instant;
  },
): Promise<Saved<Survey> | Refusal> {
  const { caller, id, name, draft, expected, now } = request;
  const { organisation, userId: createdBy } = caller;
  const existing = await store.surveys.get(organisation, id);
  if (existing === undefined && (await listAll(store.surveys, organisation)).length >= mostSurveys) {
    return {
      kind: 'conflict',
      detail: `There are ${mostSurveys} surveys, the most there can be: delete one.`,
    };
  }
  const begun = existing ?? { organisation, id, currentVersion: 0, createdBy, createdAt: now };
  return saveItem(store.surveys, existing, { ...begun, name, draft }, expected);
}

/**
 * Publishes the draft as a new version, which never changes (C1). Clients who have begun go on with theirs; all others
 * are asked the new one. The version is written before the survey names it.
 */
export async function publishSurvey(
  { store }: { store: Pick<Store, 'surveys' | 'surveyVersions'> },
  request: { caller: Caller; id: string; expected: Expected; now: Instant },
): Promise<Saved<Survey> | Refusal> {
  const { caller, id, expected, now } = request;
  const { organisation, userId: publishedBy } = caller;
  const survey = await store.surveys.get(organisation, id);
  if (survey === undefined) return { kind: 'not-found', what: 'survey', id };
  const refused = refusalOfExpected(expected, survey.revision);
  if (refused) return refused;
  const problems = validateSurvey(survey.draft);
  if (problems.length > 0) return { kind: 'invalid', problems: problemsUnder(['draft'], problems) };

  const { draft } = survey;
  let version = survey.currentVersion;
  for (let written = 'conflict'; written === 'conflict';) {
    version += 1;
    const item = {
      ...draft,
      organisation,
      surveyId: id,
      version,
      revision: 1,
      publishedAt: now,
      publishedBy,
    };
    written = await store.surveyVersions.put(item, 'absent');
  }
  return saveItem(
    store.surveys,
    survey,
    { ...survey, currentVersion: version, publishedAt: now },
    survey.revision,
  );
}

/** Deletes a survey that no feedback sequence asks (C1). Its versions and what was answered stay. */
export async function deleteSurvey(
  { store }: { store: Pick<Store, 'surveys' | 'sequences'> },
  { caller, id, expected }: { caller: Caller; id: string; expected: Expected },
): Promise<{ kind: 'deleted' } | Refusal> {
  const { organisation } = caller;
  const survey = await store.surveys.get(organisation, id);
  if (survey === undefined) return { kind: 'not-found', what: 'survey', id };
  const refused = refusalOfExpected(expected, survey.revision);
  if (refused) return refused;
  const sequences = await listAll(store.sequences, organisation);
  const using = sequences.filter(({ feedback, status }) => feedback?.survey === id && status !== 'deleted');
  if (using.length > 0) {
    const names = using.slice(0, 5).map(({ name }) => `“${name}”`);
    const detail = `${names.join(', ')} ${using.length === 1 ? 'asks' : 'ask'} it: choose another survey there first.`;
    return { kind: 'conflict', detail, id: using[0]?.id };
  }
  await store.surveys.remove(organisation, id);
  return { kind: 'deleted' };
}
