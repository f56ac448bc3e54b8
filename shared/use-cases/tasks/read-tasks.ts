import type { SequenceId, UserId } from '../../domain/kernel/ids.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import type { Refusal } from '../../domain/kernel/refusal.ts';
import { canAccess, type Caller, type AccessScope } from '../../domain/people/access.ts';
import type { Sender } from '../../domain/core/planning.ts';
import type { StepType } from '../../domain/channels/step-types.ts';
import { listOfStatus, taskListOf, type TaskList } from '../../domain/tasks/task-list.ts';
import { isLate, sequenceOfTask, type Task } from '../../domain/tasks/task.ts';
import type { Page } from '../../ports/documents.ts';
import type { Store } from '../../ports/store.ts';
import { loadSender } from '../people/load-sender.ts';
import { memoizedByKey } from '../memoized-by-key.ts';
import { listAll } from '../list-all.ts';
import { listMatching } from '../list-matching.ts';
import { listOver } from '../list-over.ts';
import { loadAccessScope } from '../people/load-access-scope.ts';
import { spanOf, type DueWish } from './due-span.ts';
import { showTasks, type ShownTask, type TaskTextStore } from './show-tasks.ts';

type Ports = { store: Pick<Store, 'tasks'> & TaskTextStore };

/** A task of a user whom the caller can access. */
export async function readTask(
  ports: Ports,
  { caller, id }: { caller: Caller; id: string },
): Promise<{ kind: 'read'; item: Task } | Refusal> {
  const [item, access] = await Promise.all([
    ports.store.tasks.get(caller.organisation, id),
    loadAccessScope(ports.store, caller),
  ]);
  if (item === undefined) return { kind: 'not-found', what: 'task', id };
  return canAccess(access, item.userId)
    ? { kind: 'read', item }
    : { kind: 'forbidden', detail: 'The task is on another user’s list.' };
}

/** Reads of one page, over all users whose lists it goes through. */
const MOST_READS = 100;

/** What of a list is wanted; everything left out is all. */
export type TaskFilter = {
  /** A list, or one of the ends of a task. */
  status: TaskList | Exclude<Task['status'], TaskList>;
  due?: DueWish | undefined;
  late?: boolean | undefined;
  types?: readonly StepType[] | undefined;
  sequenceId?: SequenceId | undefined;
};

/**
 * A page of the tasks of one user, or of everybody whom the caller can access, by when they became visible; of several
 * users, one after the other. Tasks that the filter leaves out are read over, so that the page is full where it can be.
 */
export async function listTasks(
  ports: Ports,
  request: {
    caller: Caller;
    whose: { userId: UserId } | 'team';
    filter: TaskFilter;
    limit: number;
    cursor?: string | undefined;
    now: Instant;
  },
): Promise<{ kind: 'page'; page: Page<ShownTask> } | Refusal> {
  const { caller, whose, filter, now } = request;
  const { organisation } = caller;
  const access = await loadAccessScope(ports.store, caller);
  if (whose !== 'team' && !canAccess(access, whose.userId)) {
    return { kind: 'forbidden', detail: `You cannot see the tasks of “${whose.userId}”.` };
  }
  if (whose !== 'team' && (await ports.store.users.get(organisation, whose.userId)) === undefined) {
    return { kind: 'not-found', what: 'user', id: whose.userId };
  }
  const senderOf = memoizedByKey((id: string) => loadSender(ports.store, organisation, id));
  const userIds = whose === 'team' ? await usersOf(ports, organisation, access) : [whose.userId];
  const list = listOf(filter.status);
  const budget = { left: MOST_READS };
  const page = await listOver(userIds, { ...request, budget }, async (userId, part) => {
    const sender = await senderOf(userId);
    if (sender === undefined) return { items: [] };
    const query = {
      index: 'byUser' as const,
      of: taskListOf(userId, list),
      ...spanOf(filter.due, sender, now),
    };
    return listMatching(
      { ...part, budget },
      (options) => ports.store.tasks.list(organisation, { ...options, query }),
      (task) => matches(task, filter, sender, now),
    );
  });
  const items = await showTasks(ports, organisation, page.items, senderOf, now);
  return { kind: 'page', page: { ...page, items } };
}

async function usersOf(ports: Ports, organisation: string, access: AccessScope): Promise<string[]> {
  if (access.kind === 'users') return [...access.ids];
  return (await listAll(ports.store.users, organisation)).map(({ id }) => id);
}

function listOf(status: TaskFilter['status']): TaskList {
  return status === 'closed' ? status : listOfStatus(status);
}

function matches(task: Task, filter: TaskFilter, { settings }: Sender, now: Instant): boolean {
  const { status, late, types, sequenceId } = filter;
  return (
    (status === 'closed' || task.status === status) &&
    (late === undefined || isLate(task, settings, now) === late) &&
    (types === undefined || types.includes(task.type)) &&
    (sequenceId === undefined || sequenceOfTask(task) === sequenceId)
  );
}
