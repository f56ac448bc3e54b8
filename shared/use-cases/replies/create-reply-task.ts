import type { UserId } from '../../domain/kernel/ids.ts';
import { excerptOf, type Reply } from '../../domain/inbound/reply.ts';
import { cutText } from '../../domain/kernel/cut-text.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import type { Refusal } from '../../domain/kernel/refusal.ts';
import { canAccess, type Caller } from '../../domain/people/access.ts';
import type { CustomTask } from '../../domain/tasks/task.ts';
import type { WholePorts } from '../core/engine-ports.ts';
import { loadAccessScope } from '../people/load-access-scope.ts';
import { createTask } from '../tasks/create-task.ts';
import { readReply } from './list-replies.ts';

/** Longest name of a task, in characters. */
const LONGEST_NAME = 200;

/**
 * Makes a task to answer a reply that the caller can access, once: asked for again it is the same task, whatever became
 * of it (D5). It is for whom it is asked for, else for whom the reply is, else for the caller.
 */
export async function createReplyTask(
  ports: WholePorts,
  request: {
    caller: Caller;
    id: string;
    userId?: UserId | undefined;
    due?: Instant | undefined;
    now: Instant;
  },
): Promise<{ kind: 'created'; task: CustomTask } | Refusal> {
  const { caller, id, due, now } = request;
  const [found, access] = await Promise.all([
    readReply(ports, { caller, id }),
    loadAccessScope(ports.store, caller),
  ]);
  if (found.kind !== 'read') return found;
  const reply = found.item;
  if (reply.leadId === undefined) {
    return { kind: 'conflict', detail: 'No lead is known who wrote it: a task is of a lead.' };
  }
  const isFor = [reply.userId, reply.ownerId].find((user) => user !== undefined && canAccess(access, user));
  const userId = request.userId ?? isFor ?? caller.userId;
  const values = {
    type: 'custom' as const,
    leadId: reply.leadId,
    userId,
    due,
    name: nameOf(reply),
    note: excerptOf(reply) || undefined,
  };
  const as = ports.ids.of(`reply-task ${caller.organisation} ${id}`);
  return createTask(ports, { caller, values, as, now });
}

function nameOf({ fromName, from, subject }: Reply): string {
  const name = `Answer ${fromName ?? from ?? 'the lead'}: ${subject}`.replaceAll(/\p{Cc}+/gu, ' ').trim();
  return cutText(name, LONGEST_NAME);
}
