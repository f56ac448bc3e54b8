import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import * as z from 'zod/mini';
import { wakeUpMessage } from '../../contracts/messages/wake-up.ts';
import type { Queue } from '../../ports/queue.ts';
import { clientSettings } from './client-settings.ts';

/** URLs of the queues; one that the function was not given is undefined, and sending there is a bug. */
type QueueUrls = { lanes: string | undefined; jobs: string | undefined; webhooks: string | undefined };

/** Sends work through SQS. */
export function sqsQueue(urls: QueueUrls): Queue {
  const client = new SQSClient(clientSettings({ attempts: 4, timeoutMs: 5_000 }));
  const urlOf = (name: keyof QueueUrls): string => {
    const url = urls[name];
    if (url === undefined) throw new Error(`This function was not given the queue ${name}`);
    return url;
  };
  return {
    async wakeUp({ group, wakeUp, id }) {
      await client.send(
        new SendMessageCommand({
          QueueUrl: urlOf('lanes'),
          MessageBody: JSON.stringify(z.encode(wakeUpMessage, wakeUp)),
          MessageGroupId: group,
          MessageDeduplicationId: id,
        }),
      );
    },
    async runJob(organisation, jobId) {
      await client.send(
        new SendMessageCommand({
          QueueUrl: urlOf('jobs'),
          MessageBody: JSON.stringify({ organisation, jobId }),
        }),
      );
    },
    async deliverWebhook(organisation, deliveryId) {
      await client.send(
        new SendMessageCommand({
          QueueUrl: urlOf('webhooks'),
          MessageBody: JSON.stringify({ organisation, deliveryId }),
        }),
      );
    },
  };
}
