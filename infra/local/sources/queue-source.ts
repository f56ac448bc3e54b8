import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { queueArn, region } from '../names.ts';
import type { Message, Queue } from '../aws/queue.ts';
import { systemAttributes } from '../aws/sqs.ts';
import { md5 } from '../aws/wire.ts';
import type { Invoke } from './invoke.ts';
import type { Source } from './source.ts';

/**
 * Calls a function with the messages of a queue in batches, as Lambda's poller does: what it did not work off stays
 * hidden until its visibility timeout is over, and comes again then.
 */
export function queueSource(
  queue: Queue,
  invoke: Invoke,
  options: { batchSize: number; maxConcurrency: number },
): Source {
  const running = new Set<Promise<void>>();

  async function runBatch(messages: Message[]): Promise<void> {
    const failed = await failedMessages(invoke, queue, messages);
    for (const message of messages) {
      if (message.receipt !== undefined && !failed.has(message.id)) queue.delete(message.receipt);
    }
  }

  return {
    id: queue.options.name,
    kind: 'queue',
    next: () => queue.next(),
    work: async () => {
      let worked = false;
      for (;;) {
        const messages = running.size < options.maxConcurrency ? queue.receive(options.batchSize) : [];
        if (messages.length > 0) {
          worked = true;
          const batch = runBatch(messages).finally(() => running.delete(batch));
          running.add(batch);
        } else if (running.size > 0) {
          // Another message need not wait for the slowest batch.
          await Promise.race([...running, queue.arrival()]);
        } else {
          return worked;
        }
      }
    },
  };
}

/** The ids of the messages that the function did not work off: all of them when it failed as a whole. */
async function failedMessages(invoke: Invoke, queue: Queue, messages: Message[]): Promise<Set<string>> {
  try {
    const response = (await invoke(toEvent(queue, messages))) as SQSBatchResponse | undefined;
    return new Set((response?.batchItemFailures ?? []).map((failure) => failure.itemIdentifier));
  } catch (error) {
    console.error(`local: a batch of ${queue.options.name} failed:`, error);
    return new Set(messages.map((message) => message.id));
  }
}

/** The event of Lambda's SQS integration. */
function toEvent(queue: Queue, messages: Message[]): SQSEvent {
  return {
    Records: messages.map((message): SQSRecord => {
      const { MessageDeduplicationId, MessageGroupId, SequenceNumber, ...attributes } =
        systemAttributes(message);
      return {
        messageId: message.id,
        receiptHandle: message.receipt ?? '',
        body: message.body,
        attributes: {
          ApproximateReceiveCount: attributes['ApproximateReceiveCount'] ?? '1',
          SentTimestamp: attributes['SentTimestamp'] ?? '',
          ...(SequenceNumber === undefined ? {} : { SequenceNumber }),
          ...(MessageGroupId === undefined ? {} : { MessageGroupId }),
          SenderId: attributes['SenderId'] ?? '',
          ...(MessageDeduplicationId === undefined ? {} : { MessageDeduplicationId }),
          ApproximateFirstReceiveTimestamp: attributes['ApproximateFirstReceiveTimestamp'] ?? '',
        },
        messageAttributes: Object.fromEntries(
          Object.entries(message.attributes).map(([name, attribute]) => [
            name,
            {
              ...(attribute.StringValue === undefined ? {} : { stringValue: attribute.StringValue }),
              stringListValues: [],
              binaryListValues: [],
              dataType: attribute.DataType as 'String',
            },
          ]),
        ),
        md5OfBody: md5(message.body),
        eventSource: 'aws:sqs',
        eventSourceARN: queueArn(queue.options.name),
        awsRegion: region,
      };
    }),
  };
}
