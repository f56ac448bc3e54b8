import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { logger } from '#functions/runtime/logger.ts';
import { readMessages } from '#functions/runtime/message-body.ts';
import { store } from '#functions/runtime/store.ts';
import { visitMessage } from '#shared/contracts/messages/visit.ts';
import type { Visit } from '#shared/domain/tracking/visit.ts';
import { recordVisit } from '#shared/use-cases/tracking/record-visit.ts';

/** Decides whose each opening and click was, and records it. What fails comes again and counts once. */
export async function handler(event: SQSEvent): Promise<SQSBatchResponse> {
  // Gather
  const { messages, unreadable } = readMessages(visitMessage, event.Records);
  // Decide and act
  const failed: string[] = [];
  for (const { id, body } of messages) if (!(await recorded(body))) failed.push(id);
  // Answer
  return { batchItemFailures: [...unreadable, ...failed].map((itemIdentifier) => ({ itemIdentifier })) };
}

async function recorded(visit: Visit): Promise<boolean> {
  try {
    const outcome = await recordVisit({ store: store() }, visit);
    if (outcome === 'gone') logger.info('visit of an enrollment that is gone', { visit: visit.id });
    return true;
  } catch (error) {
    logger.error('visit failed; it comes again', { visit: visit.id, error });
    return false;
  }
}
