import { plusMinutes, secondsBetween, textOf } from '../../domain/time/instants.ts';
import { isOver, type Enrollment } from '../../domain/core/enrollment.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import {
  endOfCascade,
  isRunOver,
  nextAction,
  pauseAfter,
  triesOf,
  withOutcome,
  type Cause,
  type Outcome,
  type WorkflowRun,
  type WorkflowMessage,
} from '../../domain/workflows/run.ts';
import { whichRun } from '../../domain/workflows/which-run.ts';
import type { Workflow } from '../../domain/workflows/workflow.ts';
import { ContentionError } from '../../ports/contention-error.ts';
import { walk } from '../../ports/walk.ts';
import { EnrollmentRefusedError } from '../enrollments/enroll-leads.ts';
import type { WholePorts } from '../core/engine-ports.ts';
import { listAll } from '../list-all.ts';
import { isFirstOfItsKind } from './is-first.ts';
import { performAction } from './perform-action.ts';
import type { EnrollmentId } from '../../domain/kernel/enrollment-id.ts';

/** A run as it is now; `error`: what kept its action from being done, for the log. */
export type Advanced = { run: WorkflowRun; error?: unknown };

/**
 * Works off a message of the queue of workflows: runs what waits for a cause, or tries a run again (B4). A message may
 * come twice and in any order: a run is made once from its cause, and each action is noted before the next is done.
 */
export async function runWorkflows(
  ports: WholePorts,
  message: WorkflowMessage,
  now: Instant,
): Promise<Advanced[]> {
  if (message.kind === 'cause') return runCause(ports, message.cause, now);
  const run = await ports.store.workflowRuns.get(message.organisation, message.runId);
  // Another number of tries: a copy that came late.
  if (run === undefined || isRunOver(run) || triesOf(run) !== message.tries) return [];
  return [await advance(ports, run, now)];
}

async function runCause(ports: WholePorts, cause: Cause, now: Instant): Promise<Advanced[]> {
  const workflows = await listAll(ports.store.workflows, cause.organisation);
  const open = cause.enrollmentId === undefined ? await openEnrollments(ports, cause) : [];
  const meant = whichRun(cause, workflows, open);
  if (meant.length > 0 && !(await isFirstOfItsKind(ports, cause))) return [];
  const advanced: Advanced[] = [];
  for (const { workflow, enrollmentIds } of meant) {
    const run = await begin(ports, newRun(ports, cause, workflow, enrollmentIds, now));
    if (isRunOver(run)) advanced.push({ run });
    else if (run.state.status === 'waiting') await askAgain(ports, run, now);
    else advanced.push(await advance(ports, run, now));
  }
  return advanced;
}

async function openEnrollments(
  { store }: WholePorts,
  { organisation, leadId }: Cause,
): Promise<Enrollment[]> {
  const all = walk((page) => store.enrollments.list(organisation, { ...page, group: leadId }));
  return (await Array.fromAsync(all)).filter(({ state }) => !isOver(state));
}

function newRun(
  { ids }: WholePorts,
  cause: Cause,
  { id: workflowId, name, actions, createdAt }: Workflow,
  enrollmentIds: EnrollmentId[],
  now: Instant,
): WorkflowRun {
  const { organisation, leadId } = cause;
  const why = endOfCascade(cause.chain, workflowId);
  return {
    organisation,
    // A workflow that was deleted and made anew is another one.
    id: `${leadId}.${ids.of(`${organisation} ${workflowId} ${textOf(createdAt)} ${cause.key}`)}`,
    revision: 1,
    leadId,
    workflowId,
    name,
    cause,
    enrollmentIds,
    actions,
    outcomes: [],
    state: why === undefined ? { status: 'running' } : { status: 'refused', at: now, why },
    startedAt: now,
    changedAt: now,
  };
}

/** Writes a new run; the one that is there already is gone on with. */
async function begin({ store }: WholePorts, run: WorkflowRun): Promise<WorkflowRun> {
  if ((await store.workflowRuns.put(run, 'absent')) === 'written') return run;
  const there = await store.workflowRuns.get(run.organisation, run.id);
  if (there === undefined) throw new ContentionError(`Run ${run.id} is contended`);
  return there;
}

/** Does what is left of a run, in order, until it is over or an action fails. */
async function advance(ports: WholePorts, from: WorkflowRun, now: Instant): Promise<Advanced> {
  let run = from;
  for (let index = nextAction(run); ; index += 1) {
    const { outcome, error } = await attempt(ports, run, index, now);
    const minutes = outcome.kind === 'failed' ? pauseAfter(triesOf(run) + 1) : undefined;
    const until = minutes === undefined ? undefined : plusMinutes(now, minutes);
    const next = { ...withOutcome(run, index, outcome, until), revision: run.revision + 1 };
    // Somebody else is at it: what was done twice was done once.
    if ((await ports.store.workflowRuns.put(next, run.revision)) === 'conflict') return { run };
    run = next;
    if (outcome.kind === 'failed') {
      if (until !== undefined) await askAgain(ports, run, now);
      return { run, error };
    }
    if (isRunOver(run)) return { run };
  }
}

/** Does an action; whatever fails is noted, to be tried again from there (B4). */
async function attempt(
  ports: WholePorts,
  run: WorkflowRun,
  index: number,
  now: Instant,
): Promise<{ outcome: Outcome; error?: unknown }> {
  const action = run.actions[index];
  if (action === undefined) throw new Error(`Run ${run.id} has no action ${index}`);
  try {
    return { outcome: { at: now, ...(await performAction(ports, run, action, now)) } };
  } catch (error) {
    const said = error instanceof EnrollmentRefusedError || error instanceof ContentionError;
    const why = said ? error.message : 'An error of Relance itself: its log tells more.';
    return { outcome: { kind: 'failed', at: now, why }, error };
  }
}

async function askAgain({ queue }: WholePorts, run: WorkflowRun, now: Instant): Promise<void> {
  if (run.state.status !== 'waiting') return;
  const { organisation, id: runId } = run;
  const { tries, until } = run.state;
  const seconds = Math.max(0, Math.ceil(secondsBetween(now, until)));
  await queue.runWorkflows({ kind: 'again', organisation, runId, tries }, seconds);
}
