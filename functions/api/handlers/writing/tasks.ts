import type { taskOperations } from '#shared/contracts/api/tasks.ts';
import { isRefusal } from '#shared/domain/kernel/refusal.ts';
import type { Instant } from '#shared/domain/kernel/instant.ts';
import { completeTask, skipTask, type CloseTaskResult } from '#shared/use-cases/tasks/close-task.ts';
import { cancelCustomTask } from '#shared/use-cases/tasks/cancel-task.ts';
import { createTask } from '#shared/use-cases/tasks/create-task.ts';
import { readTask } from '#shared/use-cases/tasks/read-tasks.ts';
import { reassignTask } from '#shared/use-cases/tasks/reassign-task.ts';
import { showGivenTask, showTask } from '#shared/use-cases/tasks/show-tasks.ts';
import { refusalOfEngine } from '../../problem-of-refusal.ts';
import type { WritingHandlers, WritingPorts } from '../../writing-ports.ts';

async function closed(ports: WritingPorts, result: CloseTaskResult, id: string, now: Instant) {
  switch (result.kind) {
    case 'closed':
    case 'unchanged':
      return { kind: 'ok' as const, body: await showTask(ports, result.task, now) };
    case 'refused':
    case 'invalid':
    case 'not-found':
      return refusalOfEngine(result, { what: 'task', id });
  }
}

export const taskHandlers: WritingHandlers<typeof taskOperations> = {
  completeTask: async (ports, { caller, params: { id }, body, now }) => {
    const found = await readTask(ports, { caller, id });
    if (found.kind !== 'read') return found;
    const { organisation, userId } = caller;
    const result = await completeTask(ports, { organisation, id, by: userId, ...body, now });
    return closed(ports, result, id, now);
  },

  skipTask: async (ports, { caller, params: { id }, body, now }) => {
    const found = await readTask(ports, { caller, id });
    if (found.kind !== 'read') return found;
    const { organisation, userId } = caller;
    return closed(ports, await skipTask(ports, { organisation, id, by: userId, ...body, now }), id, now);
  },

  createTask: async (ports, { caller, body, headers, now }) => {
    const values = { ...body, userId: body.userId ?? caller.userId };
    const key = headers['idempotency-key'];
    const outcome = await createTask(ports, { caller, values, key, now });
    if (outcome.kind !== 'created') return outcome;
    return { kind: 'ok', body: await showTask(ports, outcome.task, now) };
  },

  cancelTask: async (ports, { caller, params: { id }, now }) => {
    const found = await readTask(ports, { caller, id });
    if (found.kind !== 'read') return found;
    const { organisation, userId: by } = caller;
    const outcome = await cancelCustomTask(ports, { organisation, id, by, now });
    return isRefusal(outcome) ? outcome : { kind: 'ok', body: await showTask(ports, outcome.task, now) };
  },

  reassignTask: async (ports, { caller, params: { id }, body: { user: to, beyondCap }, now }) => {
    const outcome = await reassignTask(ports, { caller, id, to, beyondCap, now });
    if (outcome.kind !== 'reassigned') return outcome;
    const { task, within } = outcome;
    return { kind: 'ok', body: within ? await showTask(ports, task, now) : showGivenTask(task) };
  },
};
