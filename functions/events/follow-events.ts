import type { DynamoDBBatchResponse, DynamoDBStreamEvent } from 'aws-lambda';
import { clock } from '#functions/runtime/clock.ts';
import { followPorts } from '#functions/runtime/follow-ports.ts';
import { logger } from '#functions/runtime/logger.ts';
import { newIncomingEvents } from '#functions/runtime/stream-records.ts';
import { inChunks } from '#shared/domain/kernel/in-chunks.ts';
import { followEvent } from '#shared/use-cases/incoming/follow-event.ts';

/** Messages that are worked off side by side: each may ask its service. */
const AT_ONCE = 5;

/**
 * Works off what services sent (B6): calls and bookings are matched and count. Those that failed come again; what a
 * service could not be asked yet is tried again by `sync-connections`.
 */
export async function handler(event: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> {
  // Gather
  const events = newIncomingEvents(event.Records);
  // Act
  const failed: string[] = [];
  await inChunks(events, AT_ONCE, async ({ event: { organisation, id }, sequenceNumber }) => {
    try {
      await followEvent(followPorts(), { organisation, id }, clock.now());
    } catch (error) {
      logger.error('incoming event not worked off; it comes again', { organisation, id, error });
      failed.push(sequenceNumber);
    }
  });
  // Answer
  return { batchItemFailures: failed.map((itemIdentifier) => ({ itemIdentifier })) };
}
