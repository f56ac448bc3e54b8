import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { logger } from './logger.ts';

/**
 * Takes in the messages of a batch one by one. One that cannot be read (`false`) or whose work fails is delivered
 * again, and at last kept for a person to look at; the others are done.
 */
export async function eachRecord(
  event: SQSEvent,
  handle: (record: SQSRecord) => Promise<boolean>,
): Promise<SQSBatchResponse> {
  const failed: string[] = [];
  for (const record of event.Records) {
    try {
      if (!(await handle(record))) failed.push(record.messageId);
    } catch (error) {
      logger.error('message failed; it comes again', { id: record.messageId, error });
      failed.push(record.messageId);
    }
  }
  return { batchItemFailures: failed.map((itemIdentifier) => ({ itemIdentifier })) };
}
