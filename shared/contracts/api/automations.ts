import * as z from 'zod';
import {
  automation as storedAutomation,
  automationActions,
  syncDays,
} from '#shared/domain/automations/automation.ts';
import { matchObstacles } from '#shared/domain/automations/match.ts';
import { longestDelayDays, mostAutomationSteps } from '#shared/domain/automations/validate-automation.ts';
import { isLocalTime } from '#shared/domain/time/local-time.ts';
import { about } from './about.ts';
import { automationId, enrollmentId, filterId, stepId, templateId, userId } from './ids.ts';
import { admins, revised, type Operation } from './operation.ts';
import { pageOf, pageQuery } from './page.ts';
import { storedFields } from './stored-fields.ts';
import { instant, language, line, revision } from './values.ts';

const hour = z
  .string()
  .refine(isLocalTime, 'Write the time of day as 09:30.')
  .meta({ description: 'The hour of the day from which it may run.', examples: ['09:00'] });

const addressee = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('owner') }),
    z.strictObject({ kind: z.literal('user'), userId }),
    z.strictObject({ kind: z.literal('managers') }),
  ])
  .meta({
    description:
      'Who gets a mail to users: the owner of the record or lead, a named user, or the managers of the owner’s groups. Default: the owner.',
    examples: [{ kind: 'managers' }],
  });

const automationStep = z
  .strictObject({
    id: stepId,
    name: line(100, 'The name', 'Ask about the offer'),
    action: z.enum(automationActions, `Choose one of ${automationActions.join(', ')}.`),
    delayDays: about(
      z
        .int('Give a whole number of days.')
        .min(0, 'A delay is 0 days at least.')
        .max(longestDelayDays, `A delay is ${longestDelayDays} days at most.`),
      'Days after the match; of a later step after the one before was done.',
      3,
    ),
    on: about(
      z.enum(syncDays, `Choose one of ${syncDays.join(', ')}.`).default('any-day'),
      'The days on which it may run, within the working days of who acts.',
      'working-days',
    ),
    from: hour.optional(),
    templateId: templateId.optional(),
    userId: about(
      userId.optional(),
      'Who sends it or has the task; absent: the owner of the record, else of the lead.',
    ),
    to: addressee.optional(),
    quietHours: about(
      z.enum(['drop', 'defer']).optional(),
      'Of a text: whether one that falls into quiet hours is dropped, the default, or waits for their end.',
    ),
  })
  .meta({ id: 'AutomationStep' });

const repeats = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('once') }),
    z.strictObject({ kind: z.literal('again'), minDays: z.int().min(1).max(3650) }),
  ])
  .default({ kind: 'once' })
  .meta({
    description:
      'Whether one record matches once, or again each time it begins to match anew, so many days after the last time at the earliest.',
  });

const automationIn = z
  .strictObject({
    name: line(100, 'The name', 'Offers without an answer'),
    filterId,
    steps: z
      .array(automationStep)
      .min(1, 'Give at least one step.')
      .max(mostAutomationSteps, `Keep within ${mostAutomationSteps} steps.`),
    repeats,
    whenItEnds: about(
      z.enum(['stop', 'go-on']).default('stop'),
      'What becomes of the steps left when the filter ceases to match.',
    ),
    unsubscribeLink: about(
      z.strictObject({ language }).optional(),
      'The link at the bottom of each mail to a client, in a language; absent: none.',
    ),
  })
  .meta({
    id: 'AutomationIn',
    examples: [
      {
        name: 'Offers without an answer',
        filterId: 'offers-open',
        steps: [
          { id: 'ask', name: 'Call about the offer', action: 'task-for-user', delayDays: 0, from: '09:00' },
        ],
      },
    ],
  });

const shown = ['name', 'filterId', 'steps', 'repeats', 'whenItEnds', 'unsubscribeLink', 'active'] as const;
const automation = z
  .object({
    id: automationId,
    revision,
    ...storedFields(storedAutomation, ...shown, 'createdBy', 'createdAt'),
  })
  .meta({ id: 'Automation' });

const subject = z.object({ kind: z.enum(['lead', 'record']), id: z.string() });

const match = z
  .object({
    subject,
    matching: about(z.boolean(), 'Whether its filter matches now, as far as was seen.'),
    since: about(instant, 'Since when that is so.'),
    times: about(z.int(), 'How many times it was enrolled.'),
    takenAt: instant.optional(),
    enrollmentId: about(enrollmentId.optional(), 'What its last match was enrolled as; its record says why.'),
    obstacle: about(
      z.enum(matchObstacles).optional(),
      'Why its last match was not enrolled: it has no lead, its owner is not active, it matched too soon again, or one lead matched more than 999 times.',
    ),
    wakesAt: about(
      instant.optional(),
      'When it is looked at again, since time alone changes the answer then.',
    ),
    changedAt: instant,
  })
  .meta({ id: 'AutomationMatch' });

const scope = about(
  z.enum(['all', 'new']).default('all'),
  'All that matches, or only what is created from the activation on.',
);

const preview = z
  .object({
    read: about(z.int(), 'How many leads or records were looked at.'),
    matching: about(z.int(), 'How many of them match now and would be enrolled at once.'),
    more: about(
      z.boolean(),
      'There are more than were looked at: a job of kind count-filter counts them all.',
    ),
    examples: about(
      z.array(
        z.object({
          subject,
          leadId: z.string().optional(),
          words: about(z.array(z.string()), 'Which condition held, with which value.'),
        }),
      ),
      'The first of them.',
    ),
    forecast: about(
      z.array(
        z.object({
          leadId: z.string(),
          step: z.string(),
          outcome: z.enum(['sent', 'task', 'skipped']),
          at: instant,
          userId: z.string(),
        }),
      ),
      'When each step would go to the examples, one record a lead.',
    ),
  })
  .meta({ id: 'AutomationPreview' });

const automations = { tag: 'Automations', roles: admins } as const;
const one = { ...automations, params: z.object({ id: automationId }) } as const;

export const automationOperations = {
  listAutomations: {
    ...automations,
    on: 'GET /v1/automations',
    summary: 'List automations',
    query: pageQuery,
    returns: { status: 200, description: 'Automations.', body: pageOf(automation) },
  },
  getAutomation: {
    ...one,
    on: 'GET /v1/automations/{id}',
    summary: 'Read an automation',
    ...revised(automation, 'The automation.'),
    problems: [404],
  },
  putAutomation: {
    ...one,
    on: 'PUT /v1/automations/{id}',
    summary: 'Make an automation, or replace one that is not active',
    description:
      'A filter, and what is done for each lead or record that it matches. Its steps run on the engine of sequences, under windows, caps, pacing, suppression and holds, with a record and a forecast (`POST /v1/forecasts` with `sequenceId` its id and `draft`). It does nothing before it is activated.',
    body: automationIn,
    ...revised(automation, 'The automation.'),
    mayCreate: true,
    conditional: true,
    problems: [409, 412, 428],
  },
  deleteAutomation: {
    ...one,
    on: 'DELETE /v1/automations/{id}',
    summary: 'Delete an automation',
    description: 'At once and for good: nothing that is under way in it goes on. Its history stays.',
    returns: { status: 204, description: 'It is deleted.' },
    conditional: true,
    problems: [404, 412, 428],
  },
  previewAutomation: {
    ...one,
    on: 'POST /v1/automations/{id}/preview',
    summary: 'See what activating an automation would touch',
    description: 'Looks at up to 1,000 leads or records; nothing is done.',
    body: z.strictObject({ scope }),
    bodyOptional: true,
    returns: {
      status: 200,
      description: 'What matches now, with examples and their forecast.',
      body: preview,
    },
    problems: [404, 409],
  },
  activateAutomation: {
    ...one,
    on: 'POST /v1/automations/{id}/activate',
    summary: 'Activate an automation',
    description:
      'Its filter is locked as it is now. Refused where a step could never go, with what to mend. All that is there is looked at by a job.',
    body: z.strictObject({ scope }),
    bodyOptional: true,
    ...revised(automation, 'The automation.'),
    conditional: true,
    problems: [404, 409, 412, 428],
  },
  deactivateAutomation: {
    ...one,
    on: 'POST /v1/automations/{id}/deactivate',
    summary: 'Deactivate an automation',
    description: 'At once: nothing that is under way in it goes on. Its filter can be changed again.',
    ...revised(automation, 'The automation.'),
    conditional: true,
    problems: [404, 412, 428],
  },
  listAutomationMatches: {
    ...one,
    on: 'GET /v1/automations/{id}/matches',
    summary: 'List what an automation matched or waits for',
    query: pageQuery,
    returns: { status: 200, description: 'The latest first.', body: pageOf(match) },
    problems: [404],
  },
} as const satisfies Record<string, Operation>;
