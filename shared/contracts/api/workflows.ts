import * as z from 'zod';
import { actionOf, actionTypes, type Action } from '#shared/domain/workflows/actions.ts';
import { triggerOf, triggerTypes, type Trigger } from '#shared/domain/workflows/triggers.ts';
import { sequenceId, workflowId } from './ids.ts';
import { admins, type Operation } from './operation.ts';
import { pageOf, pageQuery } from './page.ts';
import { instant, line, revision } from './values.ts';
import { oneOf } from './workflow-values.ts';

const trigger = oneOf<Trigger>(triggerTypes, (type) => triggerOf(type).fields ?? {}).meta({
  id: 'WorkflowTrigger',
  description: 'The event that starts it; see listWorkflowTriggers.',
  examples: [{ type: 'lead-replied' }],
});

/** One thing that a workflow does. */
export const workflowAction = oneOf<Action>(actionTypes, (type) => actionOf(type).fields).meta({
  id: 'WorkflowAction',
  examples: [{ type: 'pause-sequence', amount: 3, unit: 'days' }],
});

const workflowIn = z
  .strictObject({
    name: line(100, 'The name', 'Answered'),
    sequenceId: sequenceId.optional().meta({
      description:
        'The sequence that it is for, where it replaces the standard one with the same trigger; absent: a standard one.',
    }),
    trigger,
    actions: z
      .array(workflowAction)
      .min(1, 'Give at least one action.')
      .max(10, 'Keep within 10 actions.')
      .meta({ description: 'Done in this order.' }),
    active: z
      .boolean()
      .default(true)
      .meta({ description: 'Whether it is active.', examples: [true] }),
  })
  .meta({
    id: 'WorkflowIn',
    examples: [
      {
        name: 'Answered',
        trigger: { type: 'lead-replied' },
        actions: [{ type: 'change-owner', userId: 'claire' }],
      },
    ],
  });

const workflow = z
  .object({
    id: workflowId,
    revision,
    name: z.string(),
    sequenceId: z.string().optional(),
    trigger,
    actions: z.array(workflowAction),
    active: z.boolean(),
    createdBy: z.string(),
    createdAt: instant,
    warnings: z.array(z.string()).meta({ description: 'Warnings about what may not be intended.' }),
  })
  .meta({ id: 'Workflow' });

const described = z.object({
  label: z.string(),
  description: z.string(),
});
const vocabulary = z
  .object({
    triggers: z.array(
      described.extend({
        type: z.enum(triggerTypes),
        condition: z.string().optional().meta({ description: 'Name of the value that it takes.' }),
        needs: z
          .string()
          .optional()
          .meta({ description: 'What must be connected first; saving it is refused until then.' }),
      }),
    ),
    actions: z.array(
      described.extend({
        type: z.enum(actionTypes),
        values: z.array(z.string()).meta({ description: 'Names of the values that it takes.' }),
        needs: z.string().optional(),
      }),
    ),
  })
  .meta({ id: 'WorkflowVocabulary' });

const one = z.object({ id: workflowId });

export const workflowOperations = {
  listWorkflowTriggers: {
    method: 'GET',
    path: '/v1/workflows/triggers',
    tag: 'Workflows',
    summary: 'List the triggers and actions of workflows',
    roles: admins,
    returns: { status: 200, description: 'Triggers and actions.', body: vocabulary },
    problems: [],
  },
  listWorkflows: {
    method: 'GET',
    path: '/v1/workflows',
    tag: 'Workflows',
    summary: 'List workflows',
    roles: admins,
    query: pageQuery,
    returns: { status: 200, description: 'Workflows, those of sequences too.', body: pageOf(workflow) },
    problems: [],
  },
  createWorkflow: {
    method: 'POST',
    path: '/v1/workflows',
    tag: 'Workflows',
    summary: 'Create a workflow',
    description:
      'Its id is made from its trigger and its scope, so that each scope has one workflow per trigger: a second is refused (409). It acts on what happens from now on.',
    roles: admins,
    body: workflowIn,
    returns: { status: 201, description: 'The workflow.', body: workflow },
    etag: true,
    problems: [409],
  },
  getWorkflow: {
    method: 'GET',
    path: '/v1/workflows/{id}',
    tag: 'Workflows',
    summary: 'Read a workflow',
    roles: admins,
    params: one,
    returns: { status: 200, description: 'The workflow.', body: workflow },
    etag: true,
    problems: [404],
  },
  putWorkflow: {
    method: 'PUT',
    path: '/v1/workflows/{id}',
    tag: 'Workflows',
    summary: 'Replace a workflow',
    description:
      'Its trigger and its sequence stay; the condition of the trigger may change. Runs that have begun go on with their actions.',
    roles: admins,
    params: one,
    body: workflowIn,
    returns: { status: 200, description: 'The workflow.', body: workflow },
    etag: true,
    conditional: true,
    problems: [404, 412, 428],
  },
  activateWorkflow: {
    method: 'POST',
    path: '/v1/workflows/{id}/activate',
    tag: 'Workflows',
    summary: 'Activate a workflow',
    roles: admins,
    params: one,
    returns: { status: 200, description: 'The workflow.', body: workflow },
    etag: true,
    problems: [404, 409],
  },
  deactivateWorkflow: {
    method: 'POST',
    path: '/v1/workflows/{id}/deactivate',
    tag: 'Workflows',
    summary: 'Deactivate a workflow',
    description:
      'In its sequence it still replaces the standard one, so that nothing is done there. Delete it to have the standard one back.',
    roles: admins,
    params: one,
    returns: { status: 200, description: 'The workflow.', body: workflow },
    etag: true,
    problems: [404, 409],
  },
  deleteWorkflow: {
    method: 'DELETE',
    path: '/v1/workflows/{id}',
    tag: 'Workflows',
    summary: 'Delete a workflow',
    description: 'Its runs stay readable, and those that have begun go on.',
    roles: admins,
    params: one,
    returns: { status: 204, description: 'It is deleted.' },
    conditional: true,
    problems: [404, 412, 428],
  },
} as const satisfies Record<string, Operation>;
