import type { Activity } from '../activity/activity.ts';
import type { Reason } from '../settings/reason.ts';
import type { Instant } from '../kernel/instant.ts';
import type { Action } from './actions.ts';
import type { Firing } from './triggers.ts';
import type { EnrollmentId } from '../kernel/enrollment-id.ts';

/** What fired, and where: enough to run the workflows that wait for it. */
export type Cause = Firing & {
  organisation: string;
  leadId: string;
  activityId: string;
  at: Instant;
  /** Both undefined: it happened outside of any sequence. */
  enrollmentId?: EnrollmentId | undefined;
  sequenceId?: string | undefined;
  /** Workflows that led to it, oldest first. */
  chain: string[];
};

/** What is sent to the queue of workflows. */
export type WorkflowMessage =
  /** Something fired: run what waits for it. */
  | { kind: 'cause'; cause: Cause }
  /** Try a run again that has failed so many times. */
  | { kind: 'again'; organisation: string; runId: string; tries: number };

/** What one action came to. `unchanged`: there was nothing to do; `refused`: a rule forbids it; `failed`: to be tried again. */
export type Outcome = {
  kind: 'done' | 'unchanged' | 'refused' | 'failed';
  at: Instant;
  why?: string | undefined;
};

/**
 * How far a run is. The first action that fails stops the rest (B4): the run is `waiting` to try again from there, and
 * `failed` when it has tried for the last time. What a rule forbids stops the rest for good: `refused`.
 */
export type RunState =
  | { status: 'running' }
  | { status: 'waiting'; until: Instant; tries: number }
  | { status: 'done'; at: Instant }
  | { status: 'refused'; at: Instant; why: string }
  | { status: 'failed'; at: Instant; tries: number };

export const runStatuses = [
  'running',
  'waiting',
  'done',
  'refused',
  'failed',
] as const satisfies readonly RunState['status'][];
export type RunStatus = (typeof runStatuses)[number];

/** One event that made one workflow act: what it does is kept as it was then, whatever becomes of the workflow. */
export type WorkflowRun = {
  organisation: string;
  /** `<lead>.<made from workflow and cause>`: the same event never makes the same workflow act twice. */
  id: string;
  revision: number;
  leadId: string;
  workflowId: string;
  name: string;
  cause: Cause;
  /** The enrollments that it acts on: the one in which it happened, else those of the lead that are not over. */
  enrollmentIds: EnrollmentId[];
  actions: Action[];
  /** By action; shorter while some are still to be done. */
  outcomes: Outcome[];
  state: RunState;
  startedAt: Instant;
  changedAt: Instant;
};

/** Most workflows that one event can set off one after the other (B4). */
const MOST_DEPTH = 8;

/** Minutes to wait after each failure; after the last the run has failed. */
const PAUSES = [1, 5, 15, 15, 15] as const;

/** How long to wait after so many tries, in minutes; undefined: no more. */
export function pauseAfter(tries: number): number | undefined {
  return PAUSES[tries - 1];
}

/** The workflows that led to an activity: the longest chain among its events. */
export function chainOf({ events }: Pick<Activity, 'events'>): string[] {
  const reasons = events.flatMap((event) => ('because' in event ? [event.because ?? []].flat() : []));
  const chains = reasons.flatMap((because) => (because.kind === 'workflow' ? [because.chain] : []));
  return chains.reduce((longest, chain) => (chain.length > longest.length ? chain : longest), []);
}

/** Why a cascade goes no further (B4): the workflow is in it already, or it is too deep. */
export function endOfCascade(chain: readonly string[], workflowId: string): string | undefined {
  if (chain.includes(workflowId))
    return `It is a cycle: ${[...chain, workflowId].join(' → ')}. The workflow is not run again.`;
  return chain.length >= MOST_DEPTH
    ? `${MOST_DEPTH} workflows have set off one another: ${chain.join(' → ')}. No more are run.`
    : undefined;
}

/** Why what a run does comes about. */
export function reasonOf({ id, workflowId, cause }: Pick<WorkflowRun, 'id' | 'workflowId' | 'cause'>) {
  return {
    kind: 'workflow',
    workflow: workflowId,
    run: id,
    chain: [...cause.chain, workflowId],
  } as const satisfies Reason;
}

/** Whether a reason is this run. */
export function isOfRun(because: Reason | undefined, run: Pick<WorkflowRun, 'id'>): boolean {
  return because?.kind === 'workflow' && because.run === run.id;
}

/** The run after an action came to something, and its state then. */
export function withOutcome(run: WorkflowRun, index: number, outcome: Outcome, until?: Instant): WorkflowRun {
  const outcomes = [...run.outcomes.slice(0, index), outcome];
  return { ...run, outcomes, state: stateAfter(run, outcomes, until), changedAt: outcome.at };
}

/** Tries that a run has had. */
export function triesOf({ state }: Pick<WorkflowRun, 'state'>): number {
  return state.status === 'waiting' || state.status === 'failed' ? state.tries : 0;
}

function stateAfter(run: WorkflowRun, outcomes: readonly Outcome[], until: Instant | undefined): RunState {
  const last = outcomes.at(-1);
  if (last?.kind === 'failed') {
    const tries = triesOf(run) + 1;
    return until === undefined
      ? { status: 'failed', at: last.at, tries }
      : { status: 'waiting', until, tries };
  }
  if (last?.kind === 'refused') return { status: 'refused', at: last.at, why: last.why ?? '' };
  if (last !== undefined && outcomes.length === run.actions.length) return { status: 'done', at: last.at };
  return run.state;
}

/** The first action still to be done or to be tried again. */
export function nextAction({ outcomes }: Pick<WorkflowRun, 'outcomes'>): number {
  return outcomes.at(-1)?.kind === 'failed' ? outcomes.length - 1 : outcomes.length;
}

/** Nothing more will come of it. */
export function isRunOver({ state }: Pick<WorkflowRun, 'state'>): boolean {
  return state.status === 'done' || state.status === 'refused' || state.status === 'failed';
}
