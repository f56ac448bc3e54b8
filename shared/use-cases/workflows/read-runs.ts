import type { Instant } from '../../domain/kernel/instant.ts';
import type { Refusal } from '../../domain/kernel/refusal.ts';
import type { Caller } from '../../domain/people/access.ts';
import { runStatuses, triesOf, type RunStatus, type WorkflowRun } from '../../domain/workflows/run.ts';
import type { Page, PageRequest } from '../../ports/documents.ts';
import type { Store } from '../../ports/store.ts';
import type { Queue } from '../../ports/queue.ts';
import { listMatching } from '../list-matching.ts';
import { listOver } from '../list-over.ts';

type Ports = { store: Pick<Store, 'workflowRuns'> };

/** Runs, the newest first: of a lead, of a workflow, in a state; without any, state by state. */
export function listRuns(
  { store }: Ports,
  asked: {
    organisation: string;
    limit: number;
    cursor?: string | undefined;
    lead?: string | undefined;
    workflow?: string | undefined;
    state?: RunStatus | undefined;
  },
): Promise<Page<WorkflowRun>> {
  const { organisation, limit, cursor, lead, workflow, state } = asked;
  const of = (index: 'byLead' | 'byWorkflow' | 'byState', key: string) => (page: PageRequest) =>
    store.workflowRuns.list(organisation, { ...page, query: { index, of: key } });
  const matches = (run: WorkflowRun) =>
    (workflow === undefined || run.workflowId === workflow) &&
    (state === undefined || run.state.status === state);
  if (lead !== undefined) return listMatching({ limit, cursor }, of('byLead', lead), matches);
  if (workflow !== undefined) return listMatching({ limit, cursor }, of('byWorkflow', workflow), matches);
  if (state !== undefined) return of('byState', state)({ limit, cursor });
  return listOver(runStatuses, { limit, cursor }, (status, page) => of('byState', status)(page));
}

/** One run. */
export async function readRun(
  { store }: Ports,
  { caller, id }: { caller: Caller; id: string },
): Promise<{ kind: 'read'; item: WorkflowRun } | Refusal> {
  const item = await store.workflowRuns.get(caller.organisation, id);
  return item === undefined ? { kind: 'not-found', what: 'run', id } : { kind: 'read', item };
}

/** Tries a run again that has failed for the last time, from the action that failed on. */
export async function retryRun(
  ports: Ports & { queue: Pick<Queue, 'runWorkflows'> },
  { caller, id, now }: { caller: Caller; id: string; now: Instant },
): Promise<{ kind: 'read'; item: WorkflowRun } | Refusal> {
  const { organisation } = caller;
  const run = await ports.store.workflowRuns.get(organisation, id);
  if (run === undefined) return { kind: 'not-found', what: 'run', id };
  const { status } = run.state;
  if (status !== 'failed' && status !== 'waiting')
    return { kind: 'conflict', detail: `The run is ${status}.` };
  const tries = triesOf(run);
  const item: WorkflowRun = {
    ...run,
    revision: run.revision + 1,
    state: { status: 'waiting', until: now, tries },
    changedAt: now,
  };
  if ((await ports.store.workflowRuns.put(item, run.revision)) === 'conflict')
    return { kind: 'conflict', detail: 'The run is being tried just now.' };
  await ports.queue.runWorkflows({ kind: 'again', organisation, runId: id, tries });
  return { kind: 'read', item };
}
