import * as z from 'zod/mini';
import { wakeUpMessage } from '../../domain/lanes/wake-up.ts';
import type { Queue } from '../../ports/queue.ts';
import { sqsSender, type UrlOfQueue } from './sqs-sender.ts';

/** The queue of lanes in SQS: all that running steps sends to, so that its bundle carries no other messages. */
export function sqsLanes(urlOf: UrlOfQueue, send = sqsSender(urlOf)): Pick<Queue, 'wakeUp'> {
  return {
    wakeUp: ({ group, wakeUp, id }) =>
      send('lanes', z.encode(wakeUpMessage, wakeUp), { MessageGroupId: group, MessageDeduplicationId: id }),
  };
}
