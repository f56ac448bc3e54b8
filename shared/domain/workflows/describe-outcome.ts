import { actionOf, type Action } from './actions.ts';
import type { Outcome, RunState } from './run.ts';

const outcomeTexts = {
  done: 'done',
  unchanged: 'nothing to do',
  refused: 'not done',
  failed: 'failed',
} as const satisfies Record<Outcome['kind'], string>;

/** What an action came to, as one English sentence; `state`: of its run. */
export function describeOutcome(action: Action, outcome: Outcome | undefined, state: RunState): string {
  const { label } = actionOf(action.type);
  if (outcome === undefined) {
    const open = state.status === 'running' || state.status === 'waiting';
    return `${label}: ${open ? 'still to be done.' : 'not done, since the one before it was not.'}`;
  }
  const { kind, why } = outcome;
  return `${label}: ${outcomeTexts[kind]}.${why === undefined ? '' : ` ${why}`}`;
}
