import * as z from 'zod/mini';
import type { Activity } from '../activity/activity.ts';
import type { Instant } from '../kernel/instant.ts';
import { enrollmentIdText, leadIdText, number, sequenceIdText, text } from '../kernel/shapes.ts';
import type { Reason } from '../settings/reason.ts';
import { instant } from '../time/instant-text.ts';
import { actionShape } from './actions.ts';
import { firing } from './triggers.ts';

/** What fired, and where: enough to run the workflows that wait for it. */
const cause = z.object({
  ...firing.shape,
  organisation: text,
  leadId: leadIdText,
  activityId: text,
  at: instant,
  /** Both undefined: it happened outside of any sequence. */
  enrollmentId: z.optional(enrollmentIdText),
  sequenceId: z.optional(sequenceIdText),
  /** Workflows that led to it, oldest first. */
  chain: z.array(text),
});
export type Cause = z.output<typeof cause>;

/** What is sent to the queue of workflows. */
export const workflowMessage = z.discriminatedUnion('kind', [
  /** Something fired: run what waits for it. */ z.object({ kind: z.literal('cause'), cause }),
  /** Try a run again that has failed so many times. */
  z.object({ kind: z.literal('again'), organisation: text, runId: text, tries: number }),
]);
export type WorkflowMessage = z.output<typeof workflowMessage>;

/** What one action came to. `unchanged`: there was nothing to do; `refused`: a rule forbids it; `failed`: to be tried again. */
const outcome = z.object({
  kind: z.enum(['done', 'unchanged', 'refused', 'failed']),
  at: instant,
  why: z.optional(text),
});
export type Outcome = z.output<typeof outcome>;

/**
 * How far a run is. The first action that fails stops the rest (B4): the run is `waiting` to try again from there, and
 * `failed` when it has tried for the last time. What a rule forbids stops the rest for good: `refused`.
 */
const runState = z.discriminatedUnion('status', [
  z.object({ status: z.literal('running') }),
  z.object({ status: z.literal('waiting'), until: instant, tries: number }),
  z.object({ status: z.literal('done'), at: instant }),
  z.object({ status: z.literal('refused'), at: instant, why: text }),
  z.object({ status: z.literal('failed'), at: instant, tries: number }),
]);
export type RunState = z.output<typeof runState>;

export const runStatuses = [
  'running',
  'waiting',
  'done',
  'refused',
  'failed',
] as const satisfies readonly RunState['status'][];
export type RunStatus = (typeof runStatuses)[number];

/** One event that made one workflow act: what it does is kept as it was then, whatever becomes of the workflow. */
export const workflowRun = z.object({
  organisation: text,
  /** `<lead>.<made from workflow and cause>`: the same event never makes the same workflow act twice. */
  id: text,
  revision: number,
  leadId: leadIdText,
  workflowId: text,
  name: text,
  cause,
  /** The enrollments that it acts on: the one in which it happened, else those of the lead that are not over. */
  enrollmentIds: z.array(enrollmentIdText),
  actions: z.array(actionShape),
  /** By action; shorter while some are still to be done. */
  outcomes: z.array(outcome),
  state: runState,
  startedAt: instant,
  changedAt: instant,
});
export type WorkflowRun = z.output<typeof workflowRun>;

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
