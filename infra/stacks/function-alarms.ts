import { Duration } from 'aws-cdk-lib';
import { MathExpression, Stats, type IMetric } from 'aws-cdk-lib/aws-cloudwatch';
import {
  functions,
  lateAlarms,
  queues,
  type FunctionDefinition,
  type LateAlarm,
  type QueueName,
} from '#functions/manifest.ts';
import type { AlarmDefinition } from '../constructs/app-alarm.ts';
import type { Names } from '../constructs/names.ts';
import type { StageMetrics } from './metrics.ts';

const period = Duration.minutes(5);
/** How far behind a stream may be. */
const STREAM_LATE_MINUTES = 10;

/**
 * What can be wrong with functions: what wakes them waits too long, they logged an error (of which they may have told Lambda
 * as a part of a batch that failed, which is no error of Lambda's), something was given up, or they were not called at
 * all. Each metric is paid for, so that none is looked at for what another shows: a crash leaves a message in its queue or
 * a record in its stream, where it waits or is given up, makes the API answer 5xx, or is a call that was given up.
 */
export function alarmsOfFunctions(names: Names, metrics: StageMetrics): AlarmDefinition[] {
  return [
    ...(Object.keys(lateAlarms) as LateAlarm[]).map((id) => alarmOfLateness(id, names, metrics)),
    {
      id: 'errors',
      impact:
        'Functions, or the stream of mail events, logged errors: what they were about fails or comes late; the saved query says which.',
      section: 'Errors',
      metric: metrics.loggedErrors(period),
      threshold: 1,
    },
    ...alarmsOfGivingUp(names, metrics),
    ...functions.flatMap((definition) => alarmOfSilence(definition, metrics)),
  ];
}

/** One alarm for all queues and streams whose waiting users notice as the same. */
function alarmOfLateness(id: LateAlarm, names: Names, metrics: StageMetrics): AlarmDefinition {
  const waiting = waitingOf(id, names, metrics);
  return {
    id,
    impact: lateAlarms[id],
    section: id,
    metric: new MathExpression({
      // What is not reported does not wait.
      expression: waiting.map(({ from }, index) => `IF(FILL(m${index}, 0) >= ${from}, 1, 0)`).join(' + '),
      label: 'Queues and streams that wait too long',
      usingMetrics: Object.fromEntries(waiting.map(({ metric }, index) => [`m${index}`, metric])),
      period,
    }),
    threshold: 1,
  };
}

/** How long each of the queues and streams of an alarm waits, and from where on that is too long. */
function waitingOf(
  id: LateAlarm,
  names: Names,
  metrics: StageMetrics,
): readonly { metric: IMetric; from: number }[] {
  const ofQueues = (Object.keys(queues) as QueueName[])
    .filter((queue) => queues[queue].late.alarm === id)
    .map((queue) => ({
      metric: metrics.queue(names.queue(queue, queues[queue].fifo), 'ApproximateAgeOfOldestMessage', period),
      from: Duration.minutes(queues[queue].late.minutes).toSeconds(),
    }));
  const ofStreams = functions
    .filter(({ trigger }) => trigger.kind === 'stream' && trigger.late === id)
    .map((definition) => ({
      metric: metrics.function(definition.id, 'IteratorAge', period, Stats.MAXIMUM),
      from: Duration.minutes(STREAM_LATE_MINUTES).toMilliseconds(),
    }));
  return [...ofQueues, ...ofStreams];
}

/** What nobody works off any more until a person looks. Those of lanes apart: steps stand still that nobody else tells of. */
function alarmsOfGivingUp(names: Names, metrics: StageMetrics): AlarmDefinition[] {
  const holding = (queueName: string) => ({
    metric: metrics.queue(queueName, 'ApproximateNumberOfMessagesVisible', period),
    threshold: 1,
  });
  return [
    {
      id: 'lane-dead-letters',
      impact: 'Wake-ups of lanes failed five times: mails, texts or tasks of some senders do not come.',
      section: 'Lane dead letters',
      ...holding(names.fifoDeadLetters('lanes')),
    },
    {
      id: 'dead-letters',
      impact:
        'Messages failed five times: bounces, replies, visits, workflows, jobs or webhooks are missing until they are redriven.',
      section: 'Dead letters',
      ...holding(names.deadLetters),
    },
    {
      id: 'given-up',
      impact:
        'Records of a stream were given up after 23 hours, or a run of the sweep or of connections died: what follows from them is missing.',
      section: 'Given up',
      ...holding(names.givenUp),
    },
  ];
}

/** What runs at a rate must run: the alarm goes off when it has not for two of its turns. */
function alarmOfSilence(
  { id, impact, trigger }: FunctionDefinition,
  metrics: StageMetrics,
): AlarmDefinition[] {
  if (trigger.kind !== 'rate') return [];
  return [
    {
      id: `${id}-silent`,
      impact: `It has not run for two of its turns. ${impact}`,
      section: `${id}-silent`,
      metric: metrics.function(id, 'Invocations', Duration.minutes(trigger.minutes * 2)),
      threshold: 0,
      whenSilent: true,
    },
  ];
}
