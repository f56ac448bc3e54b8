import * as z from 'zod';
import { actionOf, actionTypes, type Action } from '#shared/domain/workflows/actions.ts';
import { triggerOf, triggerTypes, type Trigger } from '#shared/domain/workflows/triggers.ts';
import { about } from './about.ts';
import { sequenceId, workflowId } from './ids.ts';
import { admins, revised, type Operation } from './operation.ts';
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
    sequenceId: about(
      sequenceId.optional(),
      'The sequence that it is for, where it replaces the standard one with the same trigger; absent: a standard one.',
    ),
    trigger,
    actions: z
      .array(workflowAction)
      .min(1, 'Give at least one action.')
      .max(10, 'Keep within 10 actions.')
      .meta({ description: 'Done in this order.' }),
    active: about(z.boolean().default(true), 'Whether it is active.', true),
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
    warnings: about(z.array(z.string()), 'Warnings about what may not be intended.'),
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
        condition: about(z.string().optional(), 'Name of the value that it takes.'),
        needs: about(z.string().optional(), 'What must be connected first; saving it is refused until then.'),
      }),
    ),
    actions: z.array(
      described.extend({
        type: z.enum(actionTypes),
        values: about(z.array(z.string()), 'Names of the values that it takes.'),
        needs: z.string().optional(),
      }),
    ),
  })
  .meta({ id: 'WorkflowVocabulary' });

const workflows = { tag: 'Workflows', roles: admins } as const;
const oneWorkflow = { ...workflows, params: z.object({ id: workflowId }) } as const;

export const workflowOperations = {
  listWorkflowTriggers: {
    ...workflows,
    on: 'GET /v1/workflows/triggers',
    summary: 'List the triggers and actions of workflows',
    returns: { status: 200, description: 'Triggers and actions.', body: vocabulary },
  },
  listWorkflows: {
    ...workflows,
    on: 'GET /v1/workflows',
    summary: 'List workflows',
    query: pageQuery,
    returns: { status: 200, description: 'Workflows, those of sequences too.', body: pageOf(workflow) },
  },
  createWorkflow: {
    ...workflows,
    on: 'POST /v1/workflows',
    summary: 'Create a workflow',
    description:
      'Its id is made from its trigger and its scope, so that each scope has one workflow per trigger: a second is refused (409). It acts on what happens from now on.',
    body: workflowIn,
    ...revised(workflow, 'The workflow.', 201),
    problems: [409],
  },
  getWorkflow: {
    ...oneWorkflow,
    on: 'GET /v1/workflows/{id}',
    summary: 'Read a workflow',
    ...revised(workflow, 'The workflow.'),
    problems: [404],
  },
  putWorkflow: {
    ...oneWorkflow,
    on: 'PUT /v1/workflows/{id}',
    summary: 'Replace a workflow',
    description:
      'Its trigger and its sequence stay; the condition of the trigger may change. Runs that have begun go on with their actions.',
    body: workflowIn,
    ...revised(workflow, 'The workflow.'),
    conditional: true,
    problems: [404, 412, 428],
  },
  activateWorkflow: {
    ...oneWorkflow,
    on: 'POST /v1/workflows/{id}/activate',
    summary: 'Activate a workflow',
    ...revised(workflow, 'The workflow.'),
    problems: [404, 409],
  },
  deactivateWorkflow: {
    ...oneWorkflow,
    on: 'POST /v1/workflows/{id}/deactivate',
    summary: 'Deactivate a workflow',
    description:
      'In its sequence it still replaces the standard one, so that nothing is done there. Delete it to have the standard one back.',
    ...revised(workflow, 'The workflow.'),
    problems: [404, 409],
  },
  deleteWorkflow: {
    ...oneWorkflow,
    on: 'DELETE /v1/workflows/{id}',
    summary: 'Delete a workflow',
    description: 'Its runs stay readable, and those that have begun go on.',
    returns: { status: 204, description: 'It is deleted.' },
    conditional: true,
    problems: [404, 412, 428],
  },
} as const satisfies Record<string, Operation>;
