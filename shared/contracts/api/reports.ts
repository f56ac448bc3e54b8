import * as z from 'zod';
import { counters } from '#shared/domain/statistics/statistics.ts';
import { event, replyExcerpt } from './events.ts';
import { about, suchAs } from './about.ts';
import { leadId, sequenceId, stepId } from './ids.ts';
import { admins, everyone, type Operation } from './operation.ts';
import { pageOf, pageInTimeQuery, pageQuery } from './page.ts';
import { instant } from './values.ts';

const activity = z
  .object({
    id: z.string(),
    at: instant,
    enrollmentId: z.string().optional(),
    sequenceId: z.string().optional(),
    userId: z.string().optional(),
    events: z.array(
      z.object({
        type: suchAs(z.string(), 'opened'),
        words: about(z.string(), 'What happened and why, in words.'),
        reply: replyExcerpt.optional(),
        event: event,
      }),
    ),
  })
  .meta({ id: 'Activity' });

const counts = about(z.partialRecord(z.enum(counters), z.int()), 'Counts by what happened; absent: none.', {
  sent: 300,
  delivered: 291,
  opened: 120,
});

const rate = z.number().nullable();
const rates = z
  .object({
    delivered: rate,
    opened: rate,
    clicked: rate,
    replied: rate,
    bounced: rate,
    unsubscribed: rate,
    skipped: rate,
  })
  .meta({
    description:
      'Shares of what was sent, from 0 to 1; of skipped: of all who came to the step. Null: nothing was sent, or nobody came.',
    examples: [
      {
        delivered: 0.97,
        opened: 0.4,
        clicked: 0.1,
        replied: 0.05,
        bounced: 0.03,
        unsubscribed: 0.01,
        skipped: 0,
      },
    ],
  });

const behind = z
  .object({
    at: instant,
    leadId: z.string(),
    enrollmentId: z.string().optional(),
    userId: about(z.string().optional(), 'In whose name.'),
    name: about(z.string().optional(), 'Of the lead.', 'Élise Martin'),
    email: z.string().optional(),
  })
  .meta({ id: 'BehindFigure', description: 'One of those that a figure counts.' });

const statistics = z
  .object({
    sequenceId: z.string(),
    active: about(z.int(), 'Enrolled, and neither finished nor stopped.'),
    finished: z.int(),
    replyRate: z
      .object({
        repliers: about(z.int(), 'Enrollments with a reply, each once however many.'),
        total: about(z.int(), 'Enrollments that are over: finished or stopped.'),
        rate: about(
          z.number().nullable(),
          'repliers / total. Null while nothing is over, or while more replied than are over (in a sequence that goes on after replies).',
          0.12,
        ),
      })
      .meta({ description: 'D9.' }),
    counts,
    steps: z.array(z.object({ step: z.string(), name: z.string().optional(), counts, rates })),
  })
  .meta({ id: 'Statistics', description: 'Lags seconds behind.' });

const reconciliation = z
  .object({
    enrolled: z.int(),
    finished: z.int(),
    stopped: z.int(),
    paused: z.int(),
    pending: about(z.int(), 'Has a wake-up, waits in the queue of its lane, or waits for an open task.'),
    unknown: about(z.int(), 'Of the pending: sends whose outcome is unknown.'),
    expiredClaims: about(
      z.int(),
      'Of the unknown: sends whose worker died in the middle, which nothing but the sweep found (F3).',
    ),
    balanced: about(z.boolean(), 'enrolled = finished + stopped + paused + pending.'),
    at: about(
      z.optional(instant),
      'When the oldest of the counts was begun; absent: nothing was counted yet.',
    ),
  })
  .meta({ id: 'Reconciliation', description: 'F4.' });

const onStatistics = { tag: 'Statistics', roles: everyone } as const;

export const reportOperations = {
  listActivities: {
    on: 'GET /v1/leads/{id}/activities',
    tag: 'Activities',
    summary: 'What happened to a lead',
    roles: everyone,
    params: z.object({ id: leadId }),
    query: pageInTimeQuery,
    returns: {
      status: 200,
      description: 'Activities, in the order asked for; lag seconds behind.',
      body: pageOf(activity),
    },
    problems: [404],
  },
  getStatistics: {
    ...onStatistics,
    on: 'GET /v1/sequences/{id}/statistics',
    summary: 'Counts of a sequence, per step',
    params: z.object({ id: sequenceId }),
    returns: { status: 200, description: 'The counts (D9).', body: statistics },
    problems: [404],
  },
  listBehindFigure: {
    ...onStatistics,
    on: 'GET /v1/sequences/{id}/statistics/{step}/{counter}/leads',
    summary: 'List the leads behind a figure',
    description:
      'As many as the figure says, for callers who may see them all; a lead to whom it happened twice is listed twice. A page may hold fewer than `limit`.',
    params: z.object({
      id: sequenceId,
      step: z
        .union([stepId, z.literal('-')], 'Give the id of a step, or “-” for the sequence as a whole.')
        .meta({
          description: 'The id of a step; “-”: the sequence as a whole.',
          examples: ['hello'],
        }),
      counter: z
        .enum(counters, `Choose one of ${counters.join(', ')}.`)
        .meta({ description: 'Which figure.', examples: ['opened'] }),
    }),
    query: pageQuery,
    returns: {
      status: 200,
      description: 'Leads with instant and enrollment, oldest first; lags seconds behind.',
      body: pageOf(behind),
    },
    problems: [404],
  },
  getReconciliation: {
    on: 'GET /v1/reconciliation',
    tag: 'Reconciliation',
    summary: 'Check that nothing is lost',
    description:
      'The enrollments of the organisation as the sweep last counted them: hourly while there are some thousands, then once a day. Until the first count, an hour after the first deployment at the latest, all is 0 and there is no `at`.',
    roles: admins,
    returns: { status: 200, description: 'The counts (F4).', body: reconciliation },
  },
} as const satisfies Record<string, Operation>;
