import type { DynamoDBBatchResponse, DynamoDBStreamEvent } from 'aws-lambda';
import { clock } from '#functions/runtime/clock.ts';
import { responsePorts } from '#functions/runtime/response-ports.ts';
import { logger } from '#functions/runtime/logger.ts';
import { changedResponses } from '#functions/runtime/stream-records.ts';
import { followResponse } from '#shared/use-cases/surveys/follow-response.ts';

/**
 * Follows what clients answer, in the order of the stream: alerts, sharing, webhooks, activities, the end of reminders
 * (C2, C5–C7). From the first record on that failed, the batch comes again; what was done is done once.
 */
export async function handler(event: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> {
  // Gather
  const changes = changedResponses(event.Records);
  // Decide and act
  for (const { response, sequenceNumber } of changes) {
    try {
      await followResponse(responsePorts(), response, clock.now());
    } catch (error) {
      logger.error('response not followed; it comes again', { id: response.id, error });
      return { batchItemFailures: [{ itemIdentifier: sequenceNumber }] };
    }
  }
  // Answer
  return { batchItemFailures: [] };
}
