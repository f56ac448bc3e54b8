import * as z from 'zod';
import { counters } from '#shared/domain/statistics/statistics.ts';
import { leadId, sequenceId } from './ids.ts';
import { admins, everyone, type Operation } from './operation.ts';
import { pageOf, pageQuery } from './page.ts';
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
        type: z.string().meta({ examples: ['opened'] }),
        words: z.string().meta({ description: 'What happened and why, in words.' }),
        event: z.looseObject({ type: z.string() }),
      }),
    ),
  })
  .meta({ id: 'Activity' });

const counts = z.partialRecord(z.enum(counters), z.int()).meta({
  description: 'Counts by what happened; absent: none.',
  examples: [{ sent: 300, delivered: 291, opened: 120 }],
});

const statistics = z
  .object({
    sequenceId: z.string(),
    active: z.int().meta({ description: 'Enrolled, and neither finished nor stopped.' }),
    finished: z.int(),
    replyRate: z
      .object({
        repliers: z.int().meta({ description: 'Leads who replied, each once.' }),
        total: z.int().meta({ description: 'Enrollments that are over.' }),
        rate: z
          .number()
          .nullable()
          .meta({ description: 'repliers / total; null while nothing is over.', examples: [0.12] }),
      })
      .meta({ description: 'D9.' }),
    counts,
    steps: z.array(z.object({ step: z.string(), name: z.string().optional(), counts })),
  })
  .meta({ id: 'Statistics', description: 'Lags seconds behind.' });

const reconciliation = z
  .object({
    enrolled: z.int(),
    finished: z.int(),
    stopped: z.int(),
    paused: z.int(),
    pending: z.int().meta({ description: 'Has a wake-up, a place in a queue, or an open task.' }),
    unknown: z.int().meta({ description: 'Of the pending: sends whose outcome is not known.' }),
    balanced: z.boolean().meta({ description: 'enrolled = finished + stopped + paused + pending.' }),
    at: instant,
  })
  .meta({ id: 'Reconciliation', description: 'F4.' });

export const reportOperations = {
  listActivities: {
    method: 'GET',
    path: '/v1/leads/{id}/activities',
    tag: 'Activities',
    summary: 'What happened to a lead',
    roles: everyone,
    params: z.object({ id: leadId }),
    query: pageQuery,
    returns: {
      status: 200,
      description: 'Activities, oldest first; lag seconds behind.',
      body: pageOf(activity),
    },
    problems: [404],
  },
  getStatistics: {
    method: 'GET',
    path: '/v1/sequences/{id}/statistics',
    tag: 'Statistics',
    summary: 'Counts of a sequence, per step',
    roles: everyone,
    params: z.object({ id: sequenceId }),
    returns: { status: 200, description: 'The counts (D9).', body: statistics },
    problems: [404],
  },
  getReconciliation: {
    method: 'GET',
    path: '/v1/reconciliation',
    tag: 'Reconciliation',
    summary: 'Prove that nothing is lost',
    description: 'Counts every enrollment of the organisation; it reads them all, so ask it rarely.',
    roles: admins,
    returns: { status: 200, description: 'The counts (F4).', body: reconciliation },
    problems: [],
  },
} as const satisfies Record<string, Operation>;
