import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { clock } from '#functions/runtime/clock.ts';
import { logger } from '#functions/runtime/logger.ts';
import { readMessages } from '#functions/runtime/message-body.ts';
import { userMailPorts } from '#functions/runtime/user-mail-ports.ts';
import { userMail } from '#shared/domain/user-mails/user-mail.ts';
import { sendUserMail } from '#shared/use-cases/user-mails/send-user-mail.ts';

/** Sends what users are told by mail, each once (F3). */
export async function handler(event: SQSEvent): Promise<SQSBatchResponse> {
  // Gather
  const { messages, unreadable } = readMessages(userMail, event.Records);
  // Decide and act
  const failed: string[] = [];
  for (const { id, body } of messages) {
    const { organisation, key } = body;
    try {
      const state = await sendUserMail(userMailPorts(), body, clock.now());
      const level = state === 'refused' || state === 'unknown' ? 'warn' : 'info';
      logger[level]('mail to a user', { organisation, key, state });
    } catch (error) {
      logger.error('mail to a user failed; it comes again', { organisation, key, error });
      failed.push(id);
    }
  }
  // Answer
  return { batchItemFailures: [...unreadable, ...failed].map((itemIdentifier) => ({ itemIdentifier })) };
}
