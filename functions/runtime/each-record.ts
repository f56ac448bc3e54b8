import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { inChunks } from '#shared/domain/kernel/in-chunks.ts';
import { logger } from './logger.ts';

/**
 * Takes in the messages of a batch, some side by side. One that cannot be read (`false`) or whose work fails is delivered
 * again, and at last kept for a person to look at; the others are done.
 */
export async function eachRecord(
  event: SQSEvent,
  handle: (record: SQSRecord) => Promise<boolean>,
  atOnce = 1,
): Promise<SQSBatchResponse> {
  const failed: string[] = [];
  await inChunks(event.Records, atOnce, async (record) => {
    try {
      if (!(await handle(record))) failed.push(record.messageId);
    } catch (error) {
      logger.error('message failed; it comes again', { id: record.messageId, error });
      failed.push(record.messageId);
    }
  });
  return { batchItemFailures: failed.map((itemIdentifier) => ({ itemIdentifier })) };
}
