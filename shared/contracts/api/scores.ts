import * as z from 'zod';
import { scoreReasons } from '#shared/domain/scoring/reasons.ts';
import { about, suchAs } from './about.ts';
import { leadId, userId } from './ids.ts';
import { everyone, type Operation } from './operation.ts';
import { settingSource } from './settings.ts';
import { instant, instantIn } from './values.ts';

const points = about(z.int(), 'Points given.', 5);
const shown = (description: string, example: number) =>
  about(z.number(), `${description}, to the hundredth.`, example);

const reading = {
  value: shown('The score now', 27),
  qualified: about(z.boolean(), 'The score is at the threshold or above it.'),
  qualifiedSince: about(
    instant.optional(),
    'Absent after the threshold was lowered, until the next change of the score.',
  ),
};

/** What a lead shows of its score. */
export const scoreOfLead = z.object(reading).meta({ id: 'ScoreOfLead', description: 'A12.' });

const score = z
  .object({
    leadId,
    at: about(instant, 'The moment that the score is of: now.'),
    ...reading,
    threshold: about(z.int(), 'Score from which the lead is qualified.', 20),
    halfLifeDays: about(
      z.int().nullable(),
      'Days in which points lose half of their worth; null: never.',
      30,
    ),
    source: settingSource,
    latest: z
      .array(
        z.object({
          reason: suchAs(z.enum(scoreReasons), 'mailClicked'),
          at: instant,
          step: z.string().optional(),
          points,
          worth: shown('What is left of the points now', 4.5),
          before: shown('The score before, at that time', 22.5),
          after: shown('The score after', 27.5),
          source: settingSource,
        }),
      )
      .meta({ description: 'The latest points, newest first: all of the last day, and ten at least.' }),
  })
  .meta({ id: 'Score', description: 'A12.' });

const callIn = z
  .strictObject({
    direction: about(
      z.enum(['incoming', 'outgoing'], 'Choose incoming or outgoing.'),
      'Incoming: the lead called.',
      'incoming',
    ),
    at: about(instantIn, 'When it began.'),
    seconds: z
      .int()
      .min(0, 'A call lasts 0 seconds or more.')
      .max(86_400, 'A call lasts a day at most.')
      .meta({ description: 'How long it lasted.', examples: [125] }),
    by: about(userId.optional(), 'The user who took or made it; by default the caller.'),
    externalId: z
      .string()
      .regex(/^[\w.:@-]{1,100}$/, 'The id of a call is 1 to 100 of letters, digits and “_.:@-”.')
      .optional()
      .meta({ description: 'Its id in the telephone system.', examples: ['CA01f3'] }),
  })
  .meta({ id: 'CallIn' });

const call = z
  .object({
    direction: z.enum(['incoming', 'outgoing']),
    at: instant,
    seconds: z.int(),
    by: z.string(),
  })
  .meta({ id: 'Call' });

const oneLead = { tag: 'Leads', roles: everyone, params: z.object({ id: leadId }) } as const;

export const scoreOperations = {
  getLeadScore: {
    ...oneLead,
    on: 'GET /v1/leads/{id}/score',
    summary: 'Read the score of a lead, and what it comes from',
    description:
      'Points for what the lead does, as the setting `scoring` of the lead’s owner says (A12). Lags seconds behind. Every change is also told in the lead’s activities.',
    returns: { status: 200, description: 'The score.', body: score },
    problems: [404],
  },
  recordCall: {
    ...oneLead,
    on: 'POST /v1/leads/{id}/calls',
    summary: 'Record a telephone call with a lead',
    description:
      'For telephone systems and for reps. The same call again, by `at` and `externalId` (or by `at`, `direction` and `by` without one), answers 200 and changes nothing. An incoming one gives points (A12).',
    body: callIn,
    returns: { status: 200, description: 'The call; 201 when it is new.', body: call },
    mayCreate: true,
    problems: [404],
  },
} as const satisfies Record<string, Operation>;
