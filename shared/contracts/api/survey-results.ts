import * as z from 'zod';
import { questionTypes } from '#shared/domain/surveys/question.ts';
import { about } from './about.ts';
import { sequenceId, surveyId } from './ids.ts';

const satisfaction = z
  .object({
    count: about(z.int(), 'Clients who answered the satisfaction question.', 40),
    mean: about(z.number().optional(), 'Absent: nobody did.', 8.4),
    nps: about(
      z.number().optional(),
      'Of the scale 0–10: share of 9 and 10 minus share of 0 to 6, in percent.',
      32.5,
    ),
    distribution: about(z.record(z.string(), z.int()), 'How often each rating was given.', { 8: 3, 10: 1 }),
  })
  .meta({ id: 'Satisfaction' });

const figures = { begun: z.int(), completed: z.int(), satisfaction };

/** What clients answered, counted (C1). */
export const surveyResults = z
  .object({
    surveyId,
    sent: about(z.int(), 'Invitations of the feedback sequences that ask it; lags seconds behind.', 120),
    ...figures,
    questions: z.array(
      z.object({
        question: z.string(),
        type: z.enum(questionTypes),
        count: about(z.int(), 'Clients who answered it.'),
        mean: about(z.number().optional(), 'Of a rating.'),
        distribution: about(z.record(z.string(), z.int()), 'How often each answer was given.', {
          yes: 3,
          no: 1,
        }),
      }),
    ),
    bySequence: z.array(z.object({ sequence: sequenceId, ...figures })),
    byEmployee: z.array(z.object({ employee: z.string(), ...figures })),
    byMonth: z.array(z.object({ month: z.string(), ...figures })),
    complete: about(
      z.boolean(),
      'False: only the first 10,000 responses are counted. `POST /v1/surveys/{id}/count` counts all.',
    ),
  })
  .meta({ id: 'SurveyResults' });
