import * as z from 'zod';
import { about } from './about.ts';
import { jobId, surveyId } from './ids.ts';
import { admins, everyone, revised, type Operation } from './operation.ts';
import { pageOf, pageQuery } from './page.ts';
import { job } from './jobs.ts';
import { countFilter, responseFilter } from './responses.ts';
import { survey, surveyDraft, surveyVersion } from './survey.ts';
import { surveyResults } from './survey-results.ts';
import { idempotencyKey, language, line } from './values.ts';

const surveyIn = z
  .strictObject({ name: line(100, 'The name', 'After delivery'), draft: surveyDraft })
  .meta({ id: 'SurveyIn' });

const isEmpty = (filter: object): boolean => Object.values(filter).every((value) => value === undefined);

const surveys = { tag: 'Surveys', roles: everyone } as const;
const oneSurvey = { ...surveys, params: z.object({ id: surveyId }) } as const;

export const surveyOperations = {
  listSurveys: {
    ...surveys,
    on: 'GET /v1/surveys',
    summary: 'List surveys',
    query: pageQuery,
    returns: { status: 200, description: 'Surveys with their drafts.', body: pageOf(survey) },
  },
  getSurvey: {
    ...oneSurvey,
    on: 'GET /v1/surveys/{id}',
    summary: 'Read a survey with its draft',
    ...revised(survey, 'The survey.'),
    problems: [404],
  },
  putSurvey: {
    ...oneSurvey,
    on: 'PUT /v1/surveys/{id}',
    summary: 'Make a survey, or replace its name and draft',
    description: 'A draft may be incomplete. Clients are asked nothing else until it is published (C1).',
    roles: admins,
    body: surveyIn,
    ...revised(survey, 'The survey; 201 when new.'),
    mayCreate: true,
    conditional: true,
    problems: [409, 412, 428],
  },
  publishSurvey: {
    ...oneSurvey,
    on: 'POST /v1/surveys/{id}/publish',
    summary: 'Publish the draft as a new version',
    description:
      'The version never changes. Clients who have begun go on with theirs, all others are asked the new one (C1).',
    roles: admins,
    ...revised(survey, 'The survey with its new version.'),
    conditional: true,
    problems: [404, 412, 428],
  },
  listSurveyVersions: {
    ...oneSurvey,
    on: 'GET /v1/surveys/{id}/versions',
    summary: 'List the versions of a survey',
    query: pageQuery,
    returns: { status: 200, description: 'Versions, oldest first.', body: pageOf(surveyVersion) },
    problems: [404],
  },
  previewSurvey: {
    ...oneSurvey,
    on: 'POST /v1/surveys/{id}/preview',
    summary: 'See the page of a survey as a client does',
    description: 'Nothing is kept of it, and its buttons lead nowhere.',
    body: z
      .strictObject({
        version: z
          .union([z.literal('draft'), z.int().min(1)], 'Write “draft” or the number of a version.')
          .default('draft')
          .meta({ description: 'The draft, or a published version.', examples: ['draft'] }),
        language: about(language.optional(), 'The language of the client; absent: the organisation’s.'),
      })
      .meta({ id: 'SurveyPreviewIn' }),
    bodyOptional: true,
    returns: {
      status: 200,
      description: 'The page, as HTML.',
      body: z.object({ language, html: z.string() }).meta({ id: 'SurveyPreview' }),
    },
    problems: [404],
  },
  getSurveyResults: {
    ...oneSurvey,
    on: 'GET /v1/surveys/{id}/results',
    summary: 'Read what clients answered, counted',
    description:
      'As far as you can access leads, senders and employees. Who is behind a figure is listed by `GET /v1/responses` with the same filter. Up to 10,000 responses are counted at once, of a month its own; `complete` says whether that were all. With `job` they are what a job of `POST /v1/surveys/{id}/count` has counted, of all.',
    query: z
      .object({
        ...responseFilter,
        job: about(jobId.optional(), 'A count that is done, whose filter it has.'),
      })
      .refine(({ job: counted, ...filter }) => counted === undefined || isEmpty(filter), {
        path: ['job'],
        message: 'A count has the filter that it was made with: leave out the others.',
      }),
    returns: { status: 200, description: 'Counts, means and distributions.', body: surveyResults },
    problems: [404, 409],
  },
  countAnswers: {
    ...oneSurvey,
    on: 'POST /v1/surveys/{id}/count',
    summary: 'Count all responses to a survey',
    description:
      'However many there are, as far as you can access leads, senders and employees: a job of kind count-answers. Once it is done, `GET /v1/surveys/{id}/results?job=…` answers with what it counted. Repeat a request whose answer was lost with the same `Idempotency-Key`: it is the same job.',
    headers: idempotencyKey,
    body: z.strictObject(countFilter).meta({ id: 'CountAnswersIn', examples: [{ month: '2027-03' }] }),
    bodyOptional: true,
    returns: { status: 202, description: 'The job, which runs.', body: job },
    located: true,
    problems: [404, 409, 422],
  },
  exportAnswers: {
    ...oneSurvey,
    on: 'POST /v1/surveys/{id}/export',
    summary: 'Write all answers to a survey into a CSV',
    description:
      'A job: follow it with `GET /v1/jobs/{id}`, and read its file with `GET /v1/jobs/{id}/result.csv`. A line for each answer.',
    roles: admins,
    returns: { status: 202, description: 'The job.', body: job },
    problems: [404],
  },
  deleteSurvey: {
    ...oneSurvey,
    on: 'DELETE /v1/surveys/{id}',
    summary: 'Delete a survey that no feedback sequence asks',
    description: 'What was answered stays.',
    roles: admins,
    returns: { status: 204, description: 'It is deleted.' },
    conditional: true,
    problems: [404, 409, 412, 428],
  },
} as const satisfies Record<string, Operation>;
