import type { replyOperations } from '#shared/contracts/api/replies.ts';
import { excerptOf } from '#shared/domain/inbound/reply.ts';
import { listReplies, readReply } from '#shared/use-cases/replies/list-replies.ts';
import { createReplyTask } from '#shared/use-cases/replies/create-reply-task.ts';
import { readReplyFile } from '#shared/use-cases/replies/read-file.ts';
import { showTask } from '#shared/use-cases/tasks/show-tasks.ts';
import type { Handlers } from '../route.ts';

export const replyHandlers: Handlers<typeof replyOperations> = {
  listReplies: async (ports, { caller, query: { owner, ...query } }) => {
    const outcome = await listReplies(ports, { caller, ...query, user: owner });
    if (outcome.kind !== 'page') return outcome;
    const items = outcome.page.items.map((reply) => ({ ...reply, excerpt: excerptOf(reply) }));
    return { kind: 'ok', body: { ...outcome.page, items } };
  },

  getReply: async (ports, { caller, params }) => {
    const outcome = await readReply(ports, { caller, ...params });
    if (outcome.kind !== 'read') return outcome;
    return { kind: 'ok', body: { ...outcome.item, excerpt: excerptOf(outcome.item) } };
  },

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
