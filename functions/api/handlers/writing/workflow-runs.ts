import type { workflowRunOperations } from '#shared/contracts/api/workflow-runs.ts';
import { retryRun } from '#shared/use-cases/workflows/read-runs.ts';
import { shown } from '../../show-workflow-run.ts';
import type { WritingHandlers } from '../../writing-ports.ts';

export const workflowRunHandlers: WritingHandlers<typeof workflowRunOperations> = {
  retryWorkflowRun: async (ports, { caller, params: { id }, now }) => {
    const outcome = await retryRun(ports, { caller, id, now });
    return outcome.kind === 'read' ? { kind: 'ok', body: shown(outcome.item) } : outcome;
  },
};
