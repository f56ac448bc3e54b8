import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import * as z from 'zod/mini';
import { hitMessage } from '../../contracts/messages/tracking-hit.ts';
import type { HitQueue } from '../../ports/hit-queue.ts';
import { clientSettings } from './client-settings.ts';

/** Hits wait in SQS; `queueUrl` is that of the queue `visits`. */
export function sqsHitQueue(queueUrl: string | undefined): HitQueue {
  const client = new SQSClient(clientSettings({ attempts: 3, timeoutMs: 3_000 }));
  return {
    async later(hit, seconds) {
      if (queueUrl === undefined) throw new Error('This function was not given the queue visits');
      await client.send(
        new SendMessageCommand({
          QueueUrl: queueUrl,
          MessageBody: JSON.stringify(z.encode(hitMessage, hit)),
          ...(seconds > 0 && { DelaySeconds: seconds }),
        }),
      );
    },
  };
}
