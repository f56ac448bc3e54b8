import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import * as z from 'zod/mini';
import { runWorkflowMessage } from '../../contracts/messages/run-workflow.ts';
import type { WorkflowQueue } from '../../ports/workflow-queue.ts';
import { clientSettings } from './client-settings.ts';

/** Sends to the queue of workflows through SQS. */
export function sqsWorkflowQueue(url: string | undefined): WorkflowQueue {
  const client = new SQSClient(clientSettings({ attempts: 4, timeoutMs: 5_000 }));
  return {
    async send(message, delaySeconds) {
      if (url === undefined) throw new Error('This function was not given the queue workflows');
      await client.send(
        new SendMessageCommand({
          QueueUrl: url,
          MessageBody: JSON.stringify(z.encode(runWorkflowMessage, message)),
          ...(delaySeconds !== undefined && { DelaySeconds: delaySeconds }),
        }),
      );
    },
  };
}
