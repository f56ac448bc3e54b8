import type { workflowRunOperations } from '#shared/contracts/api/workflow-runs.ts';
import { triesOf, type WorkflowRun } from '#shared/domain/workflows/run.ts';
import { describeOutcome } from '#shared/domain/workflows/describe-outcome.ts';
import { listRuns, readRun, retryRun } from '#shared/use-cases/workflows/read-runs.ts';
import type { Handlers } from '../route.ts';

const shown = (run: WorkflowRun) => {
  const { state } = run;
  return {
    ...run,
    state: state.status,
    ...(state.status === 'refused' && { why: state.why }),
    ...(state.status === 'waiting' && { again: state.until }),
    tries: triesOf(run),
    actions: run.actions.map((action, index) => {
      const outcome = run.outcomes[index];
      const came = outcome && { outcome: outcome.kind, at: outcome.at, why: outcome.why };
      return { action, ...came, text: describeOutcome(action, outcome, state) };
    }),
  };
};

export const workflowRunHandlers: Handlers<typeof workflowRunOperations> = {
  listWorkflowRuns: async (ports, { caller: { organisation }, query }) => {
    const page = await listRuns(ports, { organisation, ...query });
    return { kind: 'ok', body: { ...page, items: page.items.map(shown) } };
  },

  getWorkflowRun: async (ports, { caller, params: { id } }) => {
    const outcome = await readRun(ports, { caller, id });
    return outcome.kind === 'read' ? { kind: 'ok', body: shown(outcome.item) } : outcome;
  },

  retryWorkflowRun: async (ports, { caller, params: { id }, now }) => {
    const outcome = await retryRun(ports, { caller, id, now });
    return outcome.kind === 'read' ? { kind: 'ok', body: shown(outcome.item) } : outcome;
  },
};
