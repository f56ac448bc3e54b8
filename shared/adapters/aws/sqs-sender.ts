import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { clientSettings } from './client-settings.ts';

/** The queues that functions send to. */
export type QueueName =
  'lanes' | 'jobs' | 'webhooks' | 'visits' | 'workflows' | 'matches' | 'user-mails' | 'provider-events';

/** The URL of a queue; undefined for one that the function was not given, and sending there is a bug. */
export type UrlOfQueue = (name: QueueName) => string | undefined;

type How = { MessageGroupId?: string; MessageDeduplicationId?: string; DelaySeconds?: number };

/** Sends bodies to queues through SQS. */
export function sqsSender(
  urlOf: UrlOfQueue,
  calls = { attempts: 4, timeoutMs: 5_000 },
): (name: QueueName, body: unknown, how?: How) => Promise<void> {
  const client = new SQSClient(clientSettings(calls));
  return async (name, body, how = {}) => {
    const url = urlOf(name);
    if (url === undefined) throw new Error(`This function was not given the queue ${name}`);
    await client.send(new SendMessageCommand({ QueueUrl: url, MessageBody: JSON.stringify(body), ...how }));
  };
}
