import { Duration } from 'aws-cdk-lib';
import { MathExpression, Stats, type IMetric } from 'aws-cdk-lib/aws-cloudwatch';
import { queues, type FunctionDefinition } from '#functions/manifest.ts';
import type { AlarmDefinition } from '../constructs/app-alarm.ts';
import type { Names } from '../constructs/names.ts';
import type { StageMetrics } from './metrics.ts';

const period = Duration.minutes(5);
/** How far behind a stream may be. */
const STREAM_LATE_MINUTES = 10;

/** Something that can be wrong with a function: at `from` and beyond. */
type Trouble = { metric: IMetric; from: number };

/**
 * One alarm of a function for all that can be wrong with it: it crashed, it logged an error (of which it may have told
 * Lambda as a part of a batch that failed, which is no error of Lambda's), messages or records were given up, or what wakes
 * it waits too long. Each metric is paid for, so that none is looked at for what another shows: a crash leaves a message in
 * its queue or a record in its stream, where it waits or is given up, and makes the API answer 5xx; a stream waits behind
 * the record that fails.
 */
export function alarmOfFunction(
  definition: FunctionDefinition,
  names: Names,
  metrics: StageMetrics,
): AlarmDefinition {
  const { id, impact } = definition;
  const troubles = troublesOf(definition, names, metrics);
  // What is not reported is not wrong.
  const wrong = Object.entries(troubles).map(([key, { from }]) => `IF(FILL(${key}, 0) >= ${from}, 1, 0)`);
  return {
    id,
    impact,
    section: id,
    metric: new MathExpression({
      expression: wrong.join(' + '),
      label: `What is wrong with ${id}`,
      usingMetrics: Object.fromEntries(Object.entries(troubles).map(([key, { metric }]) => [key, metric])),
      period,
    }),
    threshold: 1,
  };
}

function troublesOf(
  { id, trigger }: FunctionDefinition,
  names: Names,
  metrics: StageMetrics,
): Record<string, Trouble> {
  const logged: Trouble = { metric: metrics.loggedErrors(id, period), from: 1 };
  const dead = (queueName: string): Trouble => ({
    metric: metrics.queue(queueName, 'ApproximateNumberOfMessagesVisible', period),
    from: 1,
  });
  switch (trigger.kind) {
    case 'queue': {
      const { fifo, lateMinutes } = queues[trigger.queue];
      const queueName = names.queue(trigger.queue, fifo);
      return {
        logged,
        dead: dead(names.deadLetters(trigger.queue, fifo)),
        late: {
          metric: metrics.queue(queueName, 'ApproximateAgeOfOldestMessage', period),
          from: Duration.minutes(lateMinutes).toSeconds(),
        },
      };
    }
    case 'stream':
      return {
        dead: dead(names.deadLetters(id, false)),
        late: {
          metric: metrics.function(id, 'IteratorAge', period, Stats.MAXIMUM),
          from: Duration.minutes(STREAM_LATE_MINUTES).toMilliseconds(),
        },
      };
    case 'api':
    case 'public':
      return { logged };
    case 'rate':
      return { logged, crashed: { metric: metrics.function(id, 'Errors', period), from: 1 } };
  }
}

/** What runs at a rate must run: the alarm goes off when it has not for two of its turns. */
export function alarmOfSilence(
  { id, impact, trigger }: FunctionDefinition,
  metrics: StageMetrics,
): AlarmDefinition[] {
  if (trigger.kind !== 'rate') return [];
  return [
    {
      id: `${id}-silent`,
      impact: `It has not run for two of its turns. ${impact}`,
      section: id,
      metric: metrics.function(id, 'Invocations', Duration.minutes(trigger.minutes * 2)),
      threshold: 0,
      whenSilent: true,
    },
  ];
}
