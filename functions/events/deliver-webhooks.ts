import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { clock } from '#functions/runtime/clock.ts';
import { logger } from '#functions/runtime/logger.ts';
import { readMessages } from '#functions/runtime/message-body.ts';
import { webhookPorts } from '#functions/runtime/webhook-ports.ts';
import { deliverWebhookMessage } from '#shared/contracts/messages/deliver-webhook.ts';
import { deliverWebhook } from '#shared/use-cases/webhooks/deliver-webhook.ts';

/** Tries each delivery asked for, if it is time. One that another worker is at comes again, in case that one dies. */
export async function handler(event: SQSEvent): Promise<SQSBatchResponse> {
  // Gather
  const { messages, unreadable } = readMessages(deliverWebhookMessage, event.Records);
  // Decide and act
  const failed: string[] = [];
  for (const { id, body } of messages) {
    try {
      const done = await deliverWebhook(webhookPorts(), { ...body, now: clock.now() });
      logger.info('webhook tried', { ...body, done });
      if (done === 'busy') failed.push(id);
    } catch (error) {
      logger.error('delivery failed; it comes again', { ...body, error });
      failed.push(id);
    }
  }
  // Answer
  return { batchItemFailures: [...unreadable, ...failed].map((itemIdentifier) => ({ itemIdentifier })) };
}
