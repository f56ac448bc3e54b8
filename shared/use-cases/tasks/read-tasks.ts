import type { Refusal } from '../../domain/kernel/refusal.ts';
import { reaches, type Caller } from '../../domain/people/authority.ts';
import { taskListOf } from '../../domain/task/task-list.ts';
import type { Task } from '../../domain/task/task.ts';
import type { Page } from '../../ports/documents.ts';
import type { Store } from '../../ports/store.ts';
import { loadReach } from '../people/load-reach.ts';

type Ports = { store: Pick<Store, 'tasks' | 'users'> };

/** A task of a user whom the caller reaches. */
export async function readTask(
  ports: Ports,
  { caller, id }: { caller: Caller; id: string },
): Promise<{ kind: 'read'; item: Task } | Refusal> {
  const [item, reach] = await Promise.all([
    ports.store.tasks.get(caller.organisation, id),
    loadReach(ports.store, caller),
  ]);
  if (item === undefined) return { kind: 'not-found', what: 'task', id };
  return reaches(reach, item.userId)
    ? { kind: 'read', item }
    : { kind: 'forbidden', detail: 'The task is on another user’s list.' };
}

/** A page of a user's open or closed tasks, by when they were opened. */
export async function listTasks(
  ports: Ports,
  request: {
    caller: Caller;
    userId: string;
    status: 'open' | 'closed';
    limit: number;
    cursor?: string | undefined;
  },
): Promise<{ kind: 'page'; page: Page<Task> } | Refusal> {
  const { caller, userId, status, limit, cursor } = request;
  const query = { index: 'byUser', of: taskListOf(userId, status) } as const;
  const reach = await loadReach(ports.store, caller);
  if (!reaches(reach, userId)) {
    return { kind: 'forbidden', detail: `You cannot see the tasks of “${userId}”.` };
  }
  return { kind: 'page', page: await ports.store.tasks.list(caller.organisation, { limit, cursor, query }) };
}
