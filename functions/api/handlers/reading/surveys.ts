import type { surveyOperations } from '#shared/contracts/api/surveys.ts';
import { readResults } from '#shared/use-cases/surveys/read-results.ts';
import { readCountedResults } from '#shared/use-cases/jobs/read-counted-results.ts';
import { itemAnswer } from '../../route.ts';
import type { ReadingHandlers } from '../../reading-ports.ts';

export const surveyHandlers: ReadingHandlers<typeof surveyOperations> = {
  listSurveys: async ({ store }, { caller, query }) => ({
    kind: 'ok',
    body: await store.surveys.list(caller.organisation, query),
  }),

  getSurvey: async ({ store }, { caller, params: { id } }) => {
    const survey = await store.surveys.get(caller.organisation, id);
    return survey ? itemAnswer(survey) : { kind: 'not-found', what: 'survey', id };
  },

  listSurveyVersions: async ({ store }, { caller, params: { id }, query }) => {
    const survey = await store.surveys.get(caller.organisation, id);
    if (survey === undefined) return { kind: 'not-found', what: 'survey', id };
    return {
      kind: 'ok',
      body: await store.surveyVersions.list(caller.organisation, { ...query, group: id }),
    };
  },

  getSurveyResults: async (ports, { caller, params: { id }, query: { job, ...filter } }) => {
    const outcome =
      job === undefined
        ? await readResults(ports, { caller, id, filter })
        : await readCountedResults(ports, { caller, surveyId: id, jobId: job });
    return outcome.kind === 'read' ? { kind: 'ok', body: outcome.results } : outcome;
  },
};
