import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { clock } from '#functions/runtime/clock.ts';
import { logger } from '#functions/runtime/logger.ts';
import { readMessages } from '#functions/runtime/message-body.ts';
import { queue } from '#functions/runtime/queue.ts';
import { store } from '#functions/runtime/store.ts';
import { trackingHit, type TrackingHit } from '#shared/domain/tracking/tracking-hit.ts';
import { inChunks } from '#shared/domain/kernel/in-chunks.ts';
import { recordHit } from '#shared/use-cases/tracking/record-hit.ts';

/** Hits decided about side by side. */
const AT_ONCE = 10;

/** Decides whose each opening and click was, and records it. What fails comes again and counts once. */
export async function handler(event: SQSEvent): Promise<SQSBatchResponse> {
  // Gather
  const { messages, unreadable } = readMessages(trackingHit, event.Records);
  // Decide and act
  const failed: string[] = [];
  await inChunks(messages, AT_ONCE, async ({ id, body }) => {
    if (!(await recorded(body))) failed.push(id);
  });
  // Answer
  return { batchItemFailures: [...unreadable, ...failed].map((itemIdentifier) => ({ itemIdentifier })) };
}

async function recorded(hit: TrackingHit): Promise<boolean> {
  try {
    const outcome = await recordHit({ store: store(), queue: queue() }, hit, clock.now());
    if (outcome === 'gone') logger.info('hit of an enrollment that is gone', { hit: hit.id });
    return true;
  } catch (error) {
    logger.error('hit failed; it comes again', { hit: hit.id, error });
    return false;
  }
}
