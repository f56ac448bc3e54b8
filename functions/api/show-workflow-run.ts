import { triesOf, type WorkflowRun } from '#shared/domain/workflows/run.ts';
import { describeOutcome } from '#shared/domain/workflows/describe-outcome.ts';

/** A run as it is answered, with the outcome of each action in words. */
export const shown = (run: WorkflowRun) => {
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
