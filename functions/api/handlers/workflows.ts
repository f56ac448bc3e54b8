import type { workflowOperations } from '#shared/contracts/api/workflows.ts';
import { actionOf, actionTypes } from '#shared/domain/workflows/actions.ts';
import { triggerOf, triggerTypes } from '#shared/domain/workflows/triggers.ts';
import { warningsOfWorkflow } from '#shared/domain/workflows/validate-workflow.ts';
import type { Workflow } from '#shared/domain/workflows/workflow.ts';
import {
  createWorkflow,
  deleteWorkflow,
  putWorkflow,
  switchWorkflow,
} from '#shared/use-cases/workflows/save-workflow.ts';
import { itemAnswer, type Handlers } from '../route.ts';

const shown = (workflow: Workflow) => ({ ...workflow, warnings: warningsOfWorkflow(workflow) });

export const workflowHandlers: Handlers<typeof workflowOperations> = {
  listWorkflowTriggers: async () => ({
    kind: 'ok',
    body: {
      triggers: triggerTypes.map((type) => {
        const { fields = {}, ...about } = triggerOf(type);
        return { type, ...about, condition: Object.keys(fields)[0] };
      }),
      actions: actionTypes.map((type) => {
        const { fields, ...about } = actionOf(type);
        return { type, ...about, values: Object.keys(fields) };
      }),
    },
  }),

  listWorkflows: async ({ store }, { caller, query }) => {
    const page = await store.workflows.list(caller.organisation, query);
    return { kind: 'ok', body: { ...page, items: page.items.map(shown) } };
  },

  createWorkflow: async (ports, { caller, body, now }) => {
    const outcome = await createWorkflow(ports, { caller, input: body, now });
    return outcome.kind === 'saved' ? itemAnswer(shown(outcome.item), true) : outcome;
  },

  getWorkflow: async ({ store }, { caller, params: { id } }) => {
    const workflow = await store.workflows.get(caller.organisation, id);
    return workflow ? itemAnswer(shown(workflow)) : { kind: 'not-found', what: 'workflow', id };
  },

  putWorkflow: async (ports, { caller, params: { id }, body, expected }) => {
    const outcome = await putWorkflow(ports, { caller, id, input: body, expected });
    return outcome.kind === 'saved' ? itemAnswer(shown(outcome.item)) : outcome;
  },

  activateWorkflow: async (ports, { caller, params: { id } }) => {
    const outcome = await switchWorkflow(ports, { caller, id, active: true });
    return outcome.kind === 'saved' ? itemAnswer(shown(outcome.item)) : outcome;
  },

  deactivateWorkflow: async (ports, { caller, params: { id } }) => {
    const outcome = await switchWorkflow(ports, { caller, id, active: false });
    return outcome.kind === 'saved' ? itemAnswer(shown(outcome.item)) : outcome;
  },

  deleteWorkflow: async (ports, { caller, params: { id }, expected }) => {
    const outcome = await deleteWorkflow(ports, { caller, id, expected });
    return outcome.kind === 'deleted' ? { kind: 'ok' } : outcome;
  },
};
