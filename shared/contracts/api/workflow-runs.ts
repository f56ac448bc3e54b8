import * as z from 'zod';
import { runStatuses } from '#shared/domain/workflows/run.ts';
import { triggerTypes } from '#shared/domain/workflows/triggers.ts';
import { about, suchAs } from './about.ts';
import { leadId, workflowId, workflowRunId } from './ids.ts';
import { admins, type Operation } from './operation.ts';
import { pageOf, pageQuery } from './page.ts';
import { instant } from './values.ts';
import { workflowAction } from './workflows.ts';

const run = z
  .object({
    id: workflowRunId,
    workflowId: z.string(),
    name: z.string(),
    leadId: z.string(),
    state: about(
      z.enum(runStatuses),
      'running · waiting: an action failed and is tried again · done · refused: a rule or a cycle ended it · failed: tried for the last time.',
    ),
    why: about(z.string().optional(), 'Why it was refused.'),
    again: about(instant.optional(), 'When it is tried again.'),
    tries: about(z.int(), 'How often an action of it failed.'),
    cause: z.object({
      trigger: z.enum(triggerTypes),
      activityId: z.string(),
      at: instant,
      enrollmentId: z.string().optional(),
      sequenceId: z.string().optional(),
      chain: about(z.array(z.string()), 'Workflows that led to it, oldest first.'),
    }),
    enrollmentIds: about(z.array(z.string()), 'Enrollments that it acts on.'),
    actions: z.array(
      z.object({
        action: workflowAction,
        outcome: z.enum(['done', 'unchanged', 'refused', 'failed']).optional(),
        at: instant.optional(),
        why: z.string().optional(),
        text: suchAs(z.string(), 'Pause the sequence for the lead: done.'),
      }),
    ),
    startedAt: instant,
    changedAt: instant,
  })
  .meta({ id: 'WorkflowRun' });

const oneWorkflow = { tag: 'Workflows', roles: admins, params: z.object({ id: workflowRunId }) } as const;

export const workflowRunOperations = {
  listWorkflowRuns: {
    on: 'GET /v1/workflow-runs',
    tag: 'Workflows',
    summary: 'List what workflows did',
    description: 'The newest first, by lead, by workflow or by state; without any, state by state.',
    roles: admins,
    query: pageQuery.extend({
      lead: about(leadId.optional(), 'Only for this lead.'),
      workflow: about(workflowId.optional(), 'Only of this workflow.'),
      state: z
        .enum(runStatuses, `Choose one of ${runStatuses.join(', ')}.`)
        .optional()
        .meta({ description: 'Only those in this state.', examples: ['failed'] }),
    }),
    returns: { status: 200, description: 'Runs, with the result of each action.', body: pageOf(run) },
  },
  getWorkflowRun: {
    ...oneWorkflow,
    on: 'GET /v1/workflow-runs/{id}',
    summary: 'Read a run',
    returns: { status: 200, description: 'The run.', body: run },
    problems: [404],
  },
  retryWorkflowRun: {
    ...oneWorkflow,
    on: 'POST /v1/workflow-runs/{id}/retry',
    summary: 'Try a failed run again',
    description: 'From the action that failed on, soon.',
    returns: { status: 202, description: 'The run.', body: run },
    problems: [404, 409],
  },
} as const satisfies Record<string, Operation>;
