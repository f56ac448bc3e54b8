import type { surveyOperations } from '#shared/contracts/api/surveys.ts';
import { surveyView } from '#shared/domain/surveys/survey-view.ts';
import { deleteSurvey, publishSurvey, putSurvey } from '#shared/use-cases/surveys/put-survey.ts';
import { languageOf } from '#shared/use-cases/surveys/read-responses.ts';
import { countAnswers } from '#shared/use-cases/jobs/count-answers.ts';
import { exportAnswers } from '#shared/use-cases/jobs/export-answers.ts';
import { surveyFormPage } from '../../../public/survey-page.ts';
import { shown } from '../../show-job.ts';
import { itemAnswer } from '../../route.ts';
import type { WritingHandlers } from '../../writing-ports.ts';

export const surveyHandlers: WritingHandlers<typeof surveyOperations> = {
  putSurvey: async (ports, { caller, params, body, expected, now }) => {
    const outcome = await putSurvey(ports, { caller, ...params, ...body, expected, now });
    return outcome.kind === 'saved' ? itemAnswer(outcome.item, outcome.created) : outcome;
  },

  publishSurvey: async (ports, { caller, params, expected, now }) => {
    const outcome = await publishSurvey(ports, { caller, ...params, expected, now });
    return outcome.kind === 'saved' ? itemAnswer(outcome.item) : outcome;
  },

  previewSurvey: async (ports, { caller, params: { id }, body: { version: number, language } }) => {
    const { organisation } = caller;
    const [survey, version, ofOrganisation] = await Promise.all([
      ports.store.surveys.get(organisation, id),
      number === 'draft' ? undefined : ports.store.surveyVersions.get(organisation, `${id}.${number}`),
      languageOf(ports, organisation),
    ]);
    if (survey === undefined) return { kind: 'not-found', what: 'survey', id };
    if (number !== 'draft' && version === undefined)
      return { kind: 'not-found', what: 'version', id: `${id}.${number}` };
    const languages = { client: language ?? ofOrganisation, organisation: ofOrganisation };
    const view = surveyView(version ?? survey.draft, languages);
    const html = surveyFormPage({ view, response: { answers: [] } });
    return { kind: 'ok', body: { language: view.language, html } };
  },

  countAnswers: async (ports, { caller, params: { id }, body: filter, headers, now }) => {
    const key = headers['idempotency-key'];
    const outcome = await countAnswers(ports, { caller, id, filter, key, now });
    return outcome.kind === 'started'
      ? { kind: 'ok', body: shown(outcome.job), location: `/v1/jobs/${outcome.job.id}` }
      : outcome;
  },

  exportAnswers: async (ports, { caller, params, now }) => {
    const outcome = await exportAnswers(ports, { caller, ...params, now });
    return outcome.kind === 'started' ? { kind: 'ok', body: shown(outcome.job) } : outcome;
  },

  deleteSurvey: async (ports, { caller, params, expected }) => {
    const outcome = await deleteSurvey(ports, { caller, ...params, expected });
    return outcome.kind === 'deleted' ? { kind: 'ok' } : outcome;
  },
};
