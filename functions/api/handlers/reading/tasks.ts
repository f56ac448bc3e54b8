import type { taskOperations } from '#shared/contracts/api/tasks.ts';
import { listTasks, readTask } from '#shared/use-cases/tasks/read-tasks.ts';
import { showTask } from '#shared/use-cases/tasks/show-tasks.ts';
import type { ReadingHandlers } from '../../reading-ports.ts';

export const taskHandlers: ReadingHandlers<typeof taskOperations> = {
  listTasks: async (ports, { caller, query, now }) => {
    const { user: userId = caller.userId, team, status, late, type: types, sequence, limit, cursor } = query;
    const filter = { status, due: query.due, late, types, sequenceId: sequence };
    const whose = team === true ? ('team' as const) : { userId };
    const outcome = await listTasks(ports, { caller, whose, filter, limit, cursor, now });
    return outcome.kind === 'page' ? { kind: 'ok', body: outcome.page } : outcome;
  },

  getTask: async (ports, { caller, params, now }) => {
    const found = await readTask(ports, { caller, ...params });
    return found.kind === 'read' ? { kind: 'ok', body: await showTask(ports, found.item, now) } : found;
  },
};
