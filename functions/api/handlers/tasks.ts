import type { taskOperations } from '#shared/contracts/api/tasks.ts';
import { isRefusal } from '#shared/domain/kernel/refusal.ts';
import type { Instant } from '#shared/domain/kernel/instant.ts';
import { channels } from '#shared/domain/channels/channels.ts';
import { completeTask, skipTask, type CloseTaskResult } from '#shared/use-cases/tasks/close-task.ts';
import { leadWarnings } from '#shared/domain/core/enroll-warnings.ts';
import { warningView } from '#shared/use-cases/enrollments/warning-view.ts';
import { draftByHand, sendByHand } from '#shared/use-cases/messages/send-by-hand.ts';
import { cancelCustomTask } from '#shared/use-cases/tasks/cancel-task.ts';
import { refusalOfChosen } from '#shared/use-cases/tasks/choose-template.ts';
import { createTask } from '#shared/use-cases/tasks/create-task.ts';
import { listTasks, readTask } from '#shared/use-cases/tasks/read-tasks.ts';
import { reassignTask } from '#shared/use-cases/tasks/reassign-task.ts';
import { showGivenTask, showTask } from '#shared/use-cases/tasks/show-tasks.ts';
import { refusalOfEngine } from '../problem-of-refusal.ts';
import type { ApiPorts, Handlers } from '../route.ts';

async function closed(ports: ApiPorts, result: CloseTaskResult, id: string, now: Instant) {
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

export const taskHandlers: Handlers<typeof taskOperations> = {
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

  getDraft: async (ports, { caller, params: { id }, query: { templateId }, now }) => {
    const found = await readTask(ports, { caller, id });
    if (found.kind !== 'read') return found;
    const refused = await refusalOfChosen(ports, { caller, task: found.item, templateId });
    if (refused) return refused;
    const request = { organisation: caller.organisation, id, templateId, now };
    const drafted = await draftByHand(await ports.outgoing(), request);
    if (drafted.kind !== 'draft') return refusalOfEngine(drafted, { what: 'task', id });
    const { draft, channel, obstacle, due } = drafted;
    const to = channels[channel].addressOf(due.lead);
    const warnings = leadWarnings([due.step], due.lead, due.sender.settings).map(warningView);
    return { kind: 'ok', body: { ...draft, channel, from: due.sender.user.id, to, warnings, obstacle } };
  },

  sendTask: async (ports, { caller, params: { id }, body: { templateId, ...edits }, now }) => {
    const found = await readTask(ports, { caller, id });
    if (found.kind !== 'read') return found;
    const refused = await refusalOfChosen(ports, { caller, task: found.item, templateId });
    if (refused) return refused;
    const { organisation, userId: by } = caller;
    const result = await sendByHand(await ports.outgoing(), { organisation, id, templateId, by, edits, now });
    switch (result.kind) {
      case 'sent':
      case 'unchanged':
        return { kind: 'ok', body: { outcome: 'sent', task: await showTask(ports, result.task, now) } };
      case 'unknown': {
        const { why } = result;
        return {
          kind: 'ok',
          body: { outcome: 'unknown', why, task: await showTask(ports, result.task, now) },
        };
      }
      case 'refused':
      case 'invalid':
      case 'not-found':
        return refusalOfEngine(result, { what: 'task', id });
    }
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
