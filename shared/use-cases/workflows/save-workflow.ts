import type { Expected } from '../../domain/kernel/expected.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import { refusalOfExpected } from '../../domain/kernel/expected.ts';
import type { Problem } from '../../domain/kernel/problem.ts';
import type { Refusal } from '../../domain/kernel/refusal.ts';
import type { Caller } from '../../domain/people/access.ts';
import { problemsOfWorkflow } from '../../domain/workflows/validate-workflow.ts';
import { workflowId, type Workflow } from '../../domain/workflows/workflow.ts';
import type { Store } from '../../ports/store.ts';
import { saveItem, type Saved } from '../save-item.ts';
import { loadConnected } from './load-connected.ts';

type Ports = {
  store: Pick<Store, 'workflows' | 'users' | 'sequences' | 'connections' | 'mappings' | 'picklists'>;
};

/** What an admin writes of a workflow. */
export type WorkflowInput = Pick<Workflow, 'name' | 'sequenceId' | 'trigger' | 'actions' | 'active'>;

/**
 * Makes a workflow. Its id is made from scope and trigger, so that of two who make the same one, however close, the second
 * is refused (A13).
 */
export async function createWorkflow(
  ports: Ports,
  request: { caller: Caller; input: WorkflowInput; now: Instant },
): Promise<Saved<Workflow> | Refusal> {
  const { caller, input, now } = request;
  const { organisation, userId: createdBy } = caller;
  const problems = await problemsOf(ports, organisation, input);
  if (problems.length > 0) return { kind: 'invalid', problems };
  const id = workflowId(input.trigger.type, input.sequenceId);
  const item = { ...input, organisation, id, revision: 1, createdBy, createdAt: now };
  if ((await ports.store.workflows.put(item, 'absent')) === 'written')
    return { kind: 'saved', item, created: true };
  const where = input.sequenceId === undefined ? 'A standard workflow' : 'A workflow of this sequence';
  return { kind: 'conflict', detail: `${where} has this trigger already: change that one.`, id };
}

/** Replaces a workflow; its trigger and its sequence stay. */
export async function putWorkflow(
  ports: Ports,
  request: { caller: Caller; id: string; input: WorkflowInput; expected: Expected },
): Promise<Saved<Workflow> | Refusal> {
  const { caller, id, input, expected } = request;
  const { organisation } = caller;
  const existing = await ports.store.workflows.get(organisation, id);
  if (existing === undefined) return { kind: 'not-found', what: 'workflow', id };
  if (workflowId(input.trigger.type, input.sequenceId) !== id) {
    const message = 'Trigger and sequence of a workflow stay as they are: make another one.';
    return { kind: 'invalid', problems: [{ path: ['trigger', 'type'], message }] };
  }
  const problems = await problemsOf(ports, organisation, input);
  if (problems.length > 0) return { kind: 'invalid', problems };
  const { createdBy, createdAt } = existing;
  return saveItem(
    ports.store.workflows,
    existing,
    { ...input, organisation, id, createdBy, createdAt },
    expected,
  );
}

/** Lets a workflow act, or rest. Doing it again changes nothing. What it names must be there when it begins to act. */
export async function switchWorkflow(
  ports: Ports,
  request: { caller: Caller; id: string; active: boolean },
): Promise<Saved<Workflow> | Refusal> {
  const { caller, id, active } = request;
  const existing = await ports.store.workflows.get(caller.organisation, id);
  if (existing === undefined) return { kind: 'not-found', what: 'workflow', id };
  if (existing.active === active) return { kind: 'saved', item: existing, created: false };
  const [problem] = active ? await problemsOf(ports, caller.organisation, existing) : [];
  if (problem !== undefined) return { kind: 'conflict', detail: problem.message };
  return saveItem(ports.store.workflows, existing, { ...existing, active }, existing.revision);
}

/** Deletes a workflow. */
export async function deleteWorkflow(
  ports: Ports,
  request: { caller: Caller; id: string; expected: Expected },
): Promise<{ kind: 'deleted' } | Refusal> {
  const { caller, id, expected } = request;
  const existing = await ports.store.workflows.get(caller.organisation, id);
  if (existing === undefined) return { kind: 'not-found', what: 'workflow', id };
  const refused = refusalOfExpected(expected, existing.revision);
  if (refused) return refused;
  await ports.store.workflows.remove(caller.organisation, id);
  return { kind: 'deleted' };
}

async function problemsOf(
  { store }: Ports,
  organisation: string,
  input: Pick<Workflow, 'sequenceId' | 'trigger' | 'actions'>,
): Promise<Problem[]> {
  const { actions, sequenceId } = input;
  const userIds = actions.flatMap((action) => (action.type === 'change-owner' ? [action.userId] : []));
  const targets = actions.flatMap((action) =>
    action.type === 'move-to-sequence' ? [action.sequenceId] : [],
  );
  const [users, sequences, connected] = await Promise.all([
    store.users.getMany(organisation, userIds),
    store.sequences.getMany(organisation, sequenceId === undefined ? targets : [...targets, sequenceId]),
    loadConnected(store, organisation),
  ]);
  const published = sequences.filter(
    ({ status, currentVersion }) => status === 'active' && currentVersion > 0,
  );
  return problemsOfWorkflow(input, {
    users: new Set(users.filter(({ active }) => active).map(({ id }) => id)),
    sequences: new Set(published.map(({ id }) => id)),
    connected,
  });
}
