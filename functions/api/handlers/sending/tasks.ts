import type { taskOperations } from '#shared/contracts/api/tasks.ts';
import { channels } from '#shared/domain/channels/channels.ts';
import { leadWarnings } from '#shared/domain/core/enroll-warnings.ts';
import { warningView } from '#shared/use-cases/enrollments/warning-view.ts';
import { draftByHand, sendByHand } from '#shared/use-cases/messages/send-by-hand.ts';
import { refusalOfChosen } from '#shared/use-cases/tasks/choose-template.ts';
import { readTask } from '#shared/use-cases/tasks/read-tasks.ts';
import { showTask } from '#shared/use-cases/tasks/show-tasks.ts';
import { refusalOfEngine } from '../../problem-of-refusal.ts';
import type { SendingHandlers } from '../../sending-ports.ts';

export const taskHandlers: SendingHandlers<typeof taskOperations> = {
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
};
