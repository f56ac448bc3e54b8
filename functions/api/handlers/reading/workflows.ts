import type { workflowOperations } from '#shared/contracts/api/workflows.ts';
import { actionOf, actionTypes } from '#shared/domain/workflows/actions.ts';
import { triggerOf, triggerTypes } from '#shared/domain/workflows/triggers.ts';
import { warningsOfWorkflow } from '#shared/domain/workflows/validate-workflow.ts';
import type { Workflow } from '#shared/domain/workflows/workflow.ts';
import { loadConnected } from '#shared/use-cases/workflows/load-connected.ts';
import { itemAnswer } from '../../route.ts';
import { shown } from '../../show-workflow.ts';
import type { ReadingHandlers, ReadingPorts } from '../../reading-ports.ts';

/** Workflows as they are shown, with what is worth knowing of them now. */
async function shownAll({ store }: Pick<ReadingPorts, 'store'>, organisation: string, workflows: Workflow[]) {
  const connected = await loadConnected(store, organisation);
  return workflows.map((workflow) => ({ ...workflow, warnings: warningsOfWorkflow(workflow, connected) }));
}

export const workflowHandlers: ReadingHandlers<typeof workflowOperations> = {
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

  getWorkflow: async (ports, { caller, params: { id } }) => {
    const workflow = await ports.store.workflows.get(caller.organisation, id);
    return workflow ? itemAnswer(await shown(ports, workflow)) : { kind: 'not-found', what: 'workflow', id };
  },
};
