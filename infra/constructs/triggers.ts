import { Duration, Names as NodeNames } from 'aws-cdk-lib';
import { Rule, RuleTargetInput, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { FilterCriteria, StartingPosition } from 'aws-cdk-lib/aws-lambda';
import { SqsDestination } from 'aws-cdk-lib/aws-lambda-destinations';
import { DynamoEventSource, SqsDlq } from 'aws-cdk-lib/aws-lambda-event-sources';
import { Queue, type IQueue } from 'aws-cdk-lib/aws-sqs';
import type { Trigger } from '#functions/manifest.ts';
import type { AppFunction } from './app-function.ts';
import type { AppQueue } from './app-queue.ts';
import type { Grantable } from './grants.ts';
import { queueArn, type Names } from './names.ts';

type EventTrigger = Exclude<Trigger, { kind: 'api' | 'public' }>;

/** Whether a function is woken by events rather than by requests. */
export function isEventTrigger(trigger: Trigger): trigger is EventTrigger {
  return trigger.kind !== 'api' && trigger.kind !== 'public';
}

/** Wires a function to the queue, stream or clock that wakes it. */
export function wake(target: AppFunction, trigger: EventTrigger, from: Grantable, names: Names): void {
  switch (trigger.kind) {
    case 'queue':
      wakeByQueue(target, trigger, from.queues[trigger.queue]);
      return;
    case 'stream':
      target.lambda.addEventSource(
        new DynamoEventSource(from.tables[trigger.table].table, {
          startingPosition: StartingPosition.TRIM_HORIZON,
          batchSize: trigger.batchSize,
          ...windowOf(trigger),
          bisectBatchOnError: trigger.bisect,
          reportBatchItemFailures: true,
          // Until the record's age: ten tries would be over in minutes, a disturbance of AWS takes hours.
          retryAttempts: -1,
          // Streams keep 24 hours; what is older could not be read any more.
          maxRecordAge: Duration.hours(23),
          onFailure: new SqsDlq(givenUp(target, names)),
          ...(trigger.tumblingWindowMinutes !== undefined && {
            tumblingWindow: Duration.minutes(trigger.tumblingWindowMinutes),
          }),
          ...(trigger.only !== undefined && {
            filters: [FilterCriteria.filter({ eventName: [trigger.only] })],
          }),
        }),
      );
      return;
    case 'rate':
      // The next turn does what this one did not: repeated, it would find the lease of a run that died and hide its death.
      target.lambda.configureAsyncInvoke({
        retryAttempts: 0,
        onFailure: new SqsDestination(givenUp(target, names)),
      });
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

/**
 * The event source of a queue by its ARN. CDK's own class would import the queue from its stack. Its id is the one that
 * class gives: under another, a deployed stage would make a second event source of the queue, which Lambda refuses.
 */
function wakeByQueue(
  target: AppFunction,
  trigger: Extract<EventTrigger, { kind: 'queue' }>,
  queue: AppQueue,
): void {
  queue.grantConsumingTo(target);
  target.lambda.addEventSourceMapping(`SqsEventSource:${NodeNames.nodeUniqueId(queue.queue.node)}`, {
    eventSourceArn: queue.arn,
    batchSize: trigger.batchSize,
    ...windowOf(trigger),
    maxConcurrency: trigger.maxConcurrency,
    reportBatchItemFailures: true,
  });
}

/** Where Lambda leaves the positions of records that a function could not work off, and calls that it died of. */
function givenUp(target: AppFunction, names: Names): IQueue {
  return Queue.fromQueueArn(target, 'given-up', queueArn(names.givenUp));
}
