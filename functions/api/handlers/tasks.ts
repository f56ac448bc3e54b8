import type { taskOperations } from '#shared/contracts/api/tasks.ts';
import type { Instant } from '#shared/domain/kernel/instant.ts';
import type { Task } from '#shared/domain/task/task.ts';
import { completeTask, skipTask, type CloseTaskResult } from '#shared/use-cases/engine/close-task.ts';
import { listTasks, readTask } from '#shared/use-cases/tasks/read-tasks.ts';
import type { Handlers } from '../route.ts';

const shown = (task: Task, now: Instant) => ({
  ...task,
  late: task.status === 'open' && task.lateAt !== undefined && task.lateAt <= now,
});

function closed(result: CloseTaskResult, id: string, now: Instant) {
  switch (result.kind) {
    case 'closed':
    case 'unchanged':
      return { kind: 'ok' as const, body: shown(result.task, now) };
    case 'refused':
      return { kind: 'in-the-way' as const, detail: result.why };
    case 'not-found':
      return { kind: 'not-found' as const, what: 'task', id };
  }
}

export const taskHandlers: Handlers<typeof taskOperations> = {
  listTasks: async (ports, { caller, query, now }) => {
    const { user: userId = caller.userId, ...page } = query;
    const outcome = await listTasks(ports, { caller, userId, ...page });
    if (outcome.kind !== 'page') return outcome;
    const { items, cursor } = outcome.page;
    return { kind: 'ok', body: { items: items.map((task) => shown(task, now)), cursor } };
  },

  getTask: async (ports, { caller, params, now }) => {
    const outcome = await readTask(ports, { caller, ...params });
    return outcome.kind === 'read' ? { kind: 'ok', body: shown(outcome.item, now) } : outcome;
  },

  completeTask: async (ports, { caller, params: { id }, body, now }) => {
    const found = await readTask(ports, { caller, id });
    if (found.kind !== 'read') return found;
    const { organisation, userId } = caller;
    return closed(await completeTask(ports, { organisation, id, by: userId, ...body, now }), id, now);
  },

  skipTask: async (ports, { caller, params: { id }, body, now }) => {
    const found = await readTask(ports, { caller, id });
    if (found.kind !== 'read') return found;
    const { organisation, userId } = caller;
    return closed(await skipTask(ports, { organisation, id, by: userId, ...body, now }), id, now);
  },
};
