import type { replyOperations } from '#shared/contracts/api/replies.ts';
import { createReplyTask } from '#shared/use-cases/replies/create-reply-task.ts';
import { readReplyFile } from '#shared/use-cases/replies/read-file.ts';
import { showTask } from '#shared/use-cases/tasks/show-tasks.ts';
import type { WritingHandlers } from '../../writing-ports.ts';

export const replyHandlers: WritingHandlers<typeof replyOperations> = {
  getReplyFile: async (ports, { caller, params }) => {
    const outcome = await readReplyFile(ports, { caller, ...params });
    return outcome.kind === 'read' ? { kind: 'ok', body: outcome.file } : outcome;
  },

  createReplyTask: async (ports, { caller, params, body, now }) => {
    const outcome = await createReplyTask(ports, { caller, ...params, ...body, now });
    return outcome.kind === 'created'
      ? { kind: 'ok', body: await showTask(ports, outcome.task, now) }
      : outcome;
  },
};
