import * as z from 'zod';
import { response as stored } from '#shared/domain/surveys/response.ts';
import { about } from './about.ts';
import { enrollmentId, leadId, sequenceId, surveyId, userId } from './ids.ts';
import { everyone, type Operation } from './operation.ts';
import { pageOf, pageQuery } from './page.ts';
import { storedFields } from './stored-fields.ts';
import { instant } from './values.ts';

const answered = z
  .object({
    question: z.string(),
    text: about(z.string(), 'The question, in the language of the organisation where it was written in it.'),
    type: z.enum(['rating', 'one-choice', 'several-choices', 'yes-no', 'text']),
    value: about(
      z.union([z.number(), z.string(), z.boolean(), z.array(z.string())]),
      'A rating, ids of choices, yes or no, or a text.',
    ),
    words: about(z.string(), 'The answer in words.'),
    at: instant,
  })
  .meta({ id: 'Answer' });

const response = z
  .object({
    ...storedFields(stored, 'alerts', 'employees'),
    id: enrollmentId,
    leadId,
    sequenceId,
    surveyId,
    surveyVersion: z.int(),
    userId: z.string(),
    ownerId: z.string(),
    answers: z.array(answered),
    satisfaction: about(
      z.number().optional(),
      'How satisfied the client is, on the scale of the question.',
      9,
    ),
    begunAt: instant.optional(),
    completedAt: about(instant.optional(), 'Absent: not sent off yet.'),
  })
  .meta({ id: 'Response' });

const flag = z
  .enum(['true', 'false'], 'Choose true or false.')
  .transform((text) => text === 'true')
  .optional();

/** Which responses: also who is behind a figure of the results. */
export const responseFilter = {
  sequence: sequenceId.optional(),
  employee: about(userId.optional(), 'Whose work it is about: employees named, else the owner of the lead.'),
  month: about(
    z
      .string()
      .regex(/^\d{4}-\d{2}$/, 'Write the month as 2027-03.')
      .optional(),
    'The month in which it began.',
    '2027-03',
  ),
  completed: about(flag, 'Sent off, or not.'),
  question: about(z.string().max(8).optional(), 'Only who answered this question.', 'nps'),
  value: about(
    z.string().max(8).optional(),
    'Only with this answer to `question`: a rating, the id of a choice, yes or no.',
    '9',
  ),
};

/** The same in a body, where yes and no are such. */
export const countFilter = {
  ...responseFilter,
  completed: about(z.boolean().optional(), 'Sent off, or not.'),
};

const responses = { tag: 'Responses', roles: everyone } as const;

export const responseOperations = {
  listResponses: {
    ...responses,
    on: 'GET /v1/responses',
    summary: 'List what clients answered, of a survey or of a lead',
    description:
      'Those of leads, senders and employees whom you can access. A page may hold fewer than `limit`.',
    query: pageQuery
      .extend({ survey: surveyId.optional(), lead: leadId.optional(), ...responseFilter })
      .refine(({ survey, lead }) => (survey ?? lead) !== undefined, {
        path: ['survey'],
        message: 'Say which: give survey or lead.',
      }),
    returns: {
      status: 200,
      description: 'Responses; those of a survey in the order in which they began.',
      body: pageOf(response),
    },
    problems: [404],
  },
  getResponse: {
    ...responses,
    on: 'GET /v1/responses/{id}',
    summary: 'Read what a client answered',
    params: z.object({ id: enrollmentId }),
    returns: { status: 200, description: 'The response.', body: response },
    problems: [404],
  },
} as const satisfies Record<string, Operation>;
