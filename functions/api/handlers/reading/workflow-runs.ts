import type { workflowRunOperations } from '#shared/contracts/api/workflow-runs.ts';
import { listRuns, readRun } from '#shared/use-cases/workflows/read-runs.ts';
import { shown } from '../../show-workflow-run.ts';
import type { ReadingHandlers } from '../../reading-ports.ts';

export const workflowRunHandlers: ReadingHandlers<typeof workflowRunOperations> = {
  listWorkflowRuns: async (ports, { caller: { organisation }, query }) => {
    const page = await listRuns(ports, { organisation, ...query });
    return { kind: 'ok', body: { ...page, items: page.items.map(shown) } };
  },

  getWorkflowRun: async (ports, { caller, params: { id } }) => {
    const outcome = await readRun(ports, { caller, id });
    return outcome.kind === 'read' ? { kind: 'ok', body: shown(outcome.item) } : outcome;
  },
};
