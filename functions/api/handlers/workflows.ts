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
import { loadConnected } from '#shared/use-cases/workflows/load-connected.ts';
import { itemAnswer, type ApiPorts, type Handlers } from '../route.ts';

/** Workflows as they are shown, with what is worth knowing of them now. */
async function shownAll({ store }: Pick<ApiPorts, 'store'>, organisation: string, workflows: Workflow[]) {
  const connected = await loadConnected(store, organisation);
  return workflows.map((workflow) => ({ ...workflow, warnings: warningsOfWorkflow(workflow, connected) }));
}

async function shown(ports: Pick<ApiPorts, 'store'>, workflow: Workflow) {
  const connected = await loadConnected(ports.store, workflow.organisation);
  return { ...workflow, warnings: warningsOfWorkflow(workflow, connected) };
}

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

  listWorkflows: async (ports, { caller, query }) => {
    const page = await ports.store.workflows.list(caller.organisation, query);
    const items = await shownAll(ports, caller.organisation, page.items);
    return { kind: 'ok', body: { ...page, items } };
  },

  createWorkflow: async (ports, { caller, body, now }) => {
    const outcome = await createWorkflow(ports, { caller, input: body, now });
    return outcome.kind === 'saved' ? itemAnswer(await shown(ports, outcome.item), true) : outcome;
  },

  getWorkflow: async (ports, { caller, params: { id } }) => {
    const workflow = await ports.store.workflows.get(caller.organisation, id);
    return workflow ? itemAnswer(await shown(ports, workflow)) : { kind: 'not-found', what: 'workflow', id };
  },

  putWorkflow: async (ports, { caller, params: { id }, body, expected }) => {
    const outcome = await putWorkflow(ports, { caller, id, input: body, expected });
    return outcome.kind === 'saved' ? itemAnswer(await shown(ports, outcome.item)) : outcome;
  },

  activateWorkflow: async (ports, { caller, params: { id } }) => {
    const outcome = await switchWorkflow(ports, { caller, id, active: true });
    return outcome.kind === 'saved' ? itemAnswer(await shown(ports, outcome.item)) : outcome;
  },

  deactivateWorkflow: async (ports, { caller, params: { id } }) => {
    const outcome = await switchWorkflow(ports, { caller, id, active: false });
    return outcome.kind === 'saved' ? itemAnswer(await shown(ports, outcome.item)) : outcome;
  },

  deleteWorkflow: async (ports, { caller, params: { id }, expected }) => {
    const outcome = await deleteWorkflow(ports, { caller, id, expected });
    return outcome.kind === 'deleted' ? { kind: 'ok' } : outcome;
  },
};
