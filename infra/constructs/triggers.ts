import { Duration, Validations } from 'aws-cdk-lib';
import { Rule, RuleTargetInput, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { FilterCriteria, StartingPosition } from 'aws-cdk-lib/aws-lambda';
import { DynamoEventSource, SqsDlq, SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import type { Trigger } from '#functions/manifest.ts';
import type { AppFunction } from './app-function.ts';
import { deadLetterQueue } from './app-queue.ts';
import type { Grantable } from './grants.ts';
import type { Names } from './names.ts';

type EventTrigger = Exclude<Trigger, { kind: 'api' | 'public' }>;

/** Whether a function is woken by events rather than by requests. */
export function isEventTrigger(trigger: Trigger): trigger is EventTrigger {
  return trigger.kind !== 'api' && trigger.kind !== 'public';
}

/** Wires a function to the queue, stream or clock that wakes it. */
export function wake(target: AppFunction, trigger: EventTrigger, from: Grantable, names: Names): void {
  switch (trigger.kind) {
    case 'queue':
      target.lambda.addEventSource(
        new SqsEventSource(from.queues[trigger.queue].queue, {
          batchSize: trigger.batchSize,
          ...windowOf(trigger),
          maxConcurrency: trigger.maxConcurrency,
          reportBatchItemFailures: true,
        }),
      );
      return;
    case 'stream':
      target.lambda.addEventSource(
        new DynamoEventSource(from.tables[trigger.table].table, {
          startingPosition: StartingPosition.TRIM_HORIZON,
          batchSize: trigger.batchSize,
          ...windowOf(trigger),
          bisectBatchOnError: trigger.bisect,
          reportBatchItemFailures: true,
          retryAttempts: 10,
          // Streams keep 24 hours: a record that cannot be worked off must not hold up its shard that long.
          maxRecordAge: Duration.hours(6),
          onFailure: new SqsDlq(onFailureQueue(target, names)),
          ...(trigger.only !== undefined && {
            filters: [FilterCriteria.filter({ eventName: [trigger.only] })],
          }),
        }),
      );
      return;
    case 'rate':
      for (const [index, input] of trigger.inputs.entries())
        new Rule(target, `rate-${index}`, {
          description: `Wakes ${target.definition.id}: ${Object.values(input).join(' ')}`,
          schedule: Schedule.rate(Duration.minutes(trigger.minutes)),
          targets: [
            new LambdaFunction(target.lambda, { retryAttempts: 2, event: RuleTargetInput.fromObject(input) }),
          ],
        });
  }
}

/** How long a batch that is not full waits for more. */
function windowOf({ batchWindowSeconds }: { batchWindowSeconds?: number }): { maxBatchingWindow?: Duration } {
  return batchWindowSeconds === undefined ? {} : { maxBatchingWindow: Duration.seconds(batchWindowSeconds) };
}

/** Where Lambda leaves the positions of the records that a function could not work off. */
function onFailureQueue(target: AppFunction, names: Names): Queue {
  const queue = deadLetterQueue(target, names.deadLetters(target.definition.id, false), false);
  Validations.of(queue).acknowledge({
    id: 'AwsSolutions-SQS3',
    reason: 'It is the place of what failed: an event source, not a queue, sends to it.',
  });
  return queue;
}
