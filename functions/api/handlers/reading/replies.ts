import type { replyOperations } from '#shared/contracts/api/replies.ts';
import { excerptOf } from '#shared/domain/inbound/reply.ts';
import { listReplies, readReply } from '#shared/use-cases/replies/list-replies.ts';
import type { ReadingHandlers } from '../../reading-ports.ts';

export const replyHandlers: ReadingHandlers<typeof replyOperations> = {
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
};
