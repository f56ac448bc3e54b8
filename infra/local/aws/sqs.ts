import * as z from 'zod';
import type { Message, Outgoing, Queue } from './queue.ts';
import {
  AwsError,
  jsonBody,
  jsonError,
  md5,
  type AwsRequest,
  type AwsResponse,
  type Service,
} from './wire.ts';

const attribute = z.object({
  DataType: z.string(),
  StringValue: z.string().optional(),
  BinaryValue: z.string().optional(),
});
const outgoing = z.object({
  MessageBody: z.string().min(1),
  DelaySeconds: z.number().int().optional(),
  MessageAttributes: z.record(z.string(), attribute).optional(),
  MessageGroupId: z.string().min(1).max(128).optional(),
  MessageDeduplicationId: z.string().min(1).max(128).optional(),
});
const ofQueue = z.object({ QueueUrl: z.string() });
const receipt = ofQueue.extend({ ReceiptHandle: z.string() });

const invalid = (message: string): AwsError => new AwsError(400, 'InvalidParameterValue', message);
const reply = (value: unknown): AwsResponse => ({
  status: 200,
  headers: { 'content-type': 'application/x-amz-json-1.0' },
  body: JSON.stringify(value),
});

function toOutgoing(queue: Queue, entry: z.output<typeof outgoing>): Outgoing {
  if (queue.options.fifo && entry.MessageGroupId === undefined) {
    throw new AwsError(400, 'MissingParameter', 'The request must contain the parameter MessageGroupId.');
  }
  if (queue.options.fifo && entry.DelaySeconds !== undefined) {
    throw invalid('A FIFO queue takes no DelaySeconds on a message.');
  }
  if (Buffer.byteLength(entry.MessageBody) > 1_048_576)
    throw invalid('Message must be shorter than 1048576 bytes.');
  return {
    body: entry.MessageBody,
    group: entry.MessageGroupId,
    deduplicationId: entry.MessageDeduplicationId,
    delaySeconds: entry.DelaySeconds,
    attributes: entry.MessageAttributes,
  };
}

const sent = (message: Message) => ({
  MessageId: message.id,
  MD5OfMessageBody: md5(message.body),
  ...(message.sequenceNumber === undefined ? {} : { SequenceNumber: message.sequenceNumber }),
});

/** The system attributes of a received message, as SQS and Lambda give them. */
export function systemAttributes(message: Message): Record<string, string> {
  return {
    ApproximateReceiveCount: String(message.receives),
    SentTimestamp: String(Date.parse(message.sentAt)),
    SenderId: 'AIDALOCAL',
    ApproximateFirstReceiveTimestamp: String(Date.parse(message.firstReceivedAt ?? message.sentAt)),
    ...(message.group === undefined ? {} : { MessageGroupId: message.group }),
    ...(message.sequenceNumber === undefined ? {} : { SequenceNumber: message.sequenceNumber }),
    ...(message.deduplicationId === undefined ? {} : { MessageDeduplicationId: message.deduplicationId }),
  };
}

/** SQS over its JSON protocol, for the given queues by physical name. */
export function sqs(queues: ReadonlyMap<string, Queue>): Service {
  function queueAt(url: string): Queue {
    const queue = queues.get(url.split('/').at(-1) ?? '');
    if (queue === undefined) {
      throw new AwsError(400, 'QueueDoesNotExist', 'The specified queue does not exist.');
    }
    return queue;
  }

  const operations: Readonly<Record<string, (request: AwsRequest) => unknown>> = {
    SendMessage: (request) => {
      const input = jsonBody(request, outgoing.extend(ofQueue.shape));
      const queue = queueAt(input.QueueUrl);
      return sent(queue.send(toOutgoing(queue, input)));
    },
    SendMessageBatch: (request) => {
      const entries = z
        .array(outgoing.extend({ Id: z.string() }))
        .min(1)
        .max(10);
      const input = jsonBody(request, ofQueue.extend({ Entries: entries }));
      const queue = queueAt(input.QueueUrl);
      const prepared = input.Entries.map((entry) => ({ id: entry.Id, outgoing: toOutgoing(queue, entry) }));
      return {
        Successful: prepared.map((entry) => ({ Id: entry.id, ...sent(queue.send(entry.outgoing)) })),
        Failed: [],
      };
    },
    ReceiveMessage: (request) => {
      const input = jsonBody(
        request,
        ofQueue.extend({
          MaxNumberOfMessages: z.number().int().min(1).max(10).default(1),
          VisibilityTimeout: z.number().int().optional(),
        }),
      );
      const received = queueAt(input.QueueUrl).receive(input.MaxNumberOfMessages, input.VisibilityTimeout);
      if (received.length === 0) return {};
      return {
        Messages: received.map((message) => ({
          MessageId: message.id,
          ReceiptHandle: message.receipt,
          Body: message.body,
          MD5OfBody: md5(message.body),
          Attributes: systemAttributes(message),
          MessageAttributes: message.attributes,
        })),
      };
    },
    DeleteMessage: (request) => {
      const input = jsonBody(request, receipt);
      queueAt(input.QueueUrl).delete(input.ReceiptHandle);
      return {};
    },
    ChangeMessageVisibility: (request) => {
      const input = jsonBody(request, receipt.extend({ VisibilityTimeout: z.number().int() }));
      queueAt(input.QueueUrl).changeVisibility(input.ReceiptHandle, input.VisibilityTimeout);
      return {};
    },
    GetQueueAttributes: (request) => {
      const queue = queueAt(jsonBody(request, ofQueue).QueueUrl);
      return { Attributes: { ApproximateNumberOfMessages: String(queue.size) } };
    },
  };

  return {
    answer: (request) => {
      const operation = String(request.headers['x-amz-target']).split('.')[1] ?? '';
      const run = operations[operation];
      if (run === undefined) {
        throw new AwsError(400, 'UnsupportedOperation', `The local SQS does not answer ${operation}.`);
      }
      return reply(run(request));
    },
    refuse: jsonError,
  };
}
