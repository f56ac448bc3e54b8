import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import * as z from 'zod/mini';
import { visitMessage } from '../../contracts/messages/visit.ts';
import type { VisitQueue } from '../../ports/visits.ts';
import { clientSettings } from './client-settings.ts';

/** Visits wait in SQS; `queueUrl` is that of the queue `visits`. */
export function sqsVisitQueue(queueUrl: string | undefined): VisitQueue {
  const client = new SQSClient(clientSettings({ attempts: 3, timeoutMs: 3_000 }));
  return {
    async later(visit, seconds) {
      if (queueUrl === undefined) throw new Error('This function was not given the queue visits');
      await client.send(
        new SendMessageCommand({
          QueueUrl: queueUrl,
          MessageBody: JSON.stringify(z.encode(visitMessage, visit)),
          ...(seconds > 0 && { DelaySeconds: seconds }),
        }),
      );
    },
  };
}
