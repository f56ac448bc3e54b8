import { Duration } from 'aws-cdk-lib';
import { AlarmStatusWidget, Dashboard, GraphWidget, Stats, type IAlarm } from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import { functions, queues } from '#functions/manifest.ts';
import type { Names } from '../constructs/names.ts';
import { metricsOf } from './metrics.ts';

const period = Duration.minutes(5);

/**
 * One page on how a stage is doing: alarms first, then mail, lanes, the API, queues and streams, and functions that died. A
 * dashboard of more than fifty metrics is paid for; the one that Lambda makes by itself has runs and errors of all functions.
 */
export function addDashboard(scope: Construct, names: Names, apiId: string, alarms: IAlarm[]): Dashboard {
  const metrics = metricsOf(names, apiId);
  const lanes = names.queue('lanes', true);
  return new Dashboard(scope, 'dashboard', {
    dashboardName: names.dashboard,
    widgets: [
      [new AlarmStatusWidget({ title: 'Alarms', alarms, width: 24, height: 4 })],
      [
        new GraphWidget({
          title: 'Mail',
          left: ['Send', 'Delivery', 'Bounce', 'Complaint'].map((name) => metrics.mail(name, period)),
          width: 8,
        }),
        new GraphWidget({
          title: 'Reputation of the account',
          left: [metrics.reputation('Reputation.BounceRate'), metrics.reputation('Reputation.ComplaintRate')],
          width: 8,
        }),
        new GraphWidget({
          title: 'Lanes: waiting, and runs',
          left: [metrics.queue(lanes, 'ApproximateNumberOfMessagesVisible', period)],
          right: [metrics.function('run-due-steps', 'Invocations', period)],
          width: 8,
        }),
      ],
      [
        new GraphWidget({
          title: 'API: requests and errors',
          left: ['Count', '4xx', '5xx'].map((name) => metrics.api(name, period)),
          width: 8,
        }),
        new GraphWidget({
          title: 'API: latency (ms)',
          left: [Stats.p(50), Stats.p(99)].map((statistic) => metrics.api('Latency', period, statistic)),
          width: 8,
        }),
        new GraphWidget({
          title: 'Streams: how far behind (ms)',
          left: functions
            .filter(({ trigger }) => trigger.kind === 'stream')
            .map(({ id }) => metrics.function(id, 'IteratorAge', period, Stats.MAXIMUM)),
          width: 8,
        }),
      ],
      [
        new GraphWidget({
          title: 'Queues: age of the oldest (s)',
          left: Object.entries(queues).map(([queue, { fifo }]) =>
            metrics.queue(names.queue(queue, fifo), 'ApproximateAgeOfOldestMessage', period),
          ),
          width: 8,
        }),
        new GraphWidget({
          title: 'Runs that died: queues and clock',
          left: functions
            .filter(({ trigger }) => trigger.kind === 'queue' || trigger.kind === 'rate')
            .map(({ id }) => metrics.function(id, 'Errors', period)),
          width: 8,
        }),
        new GraphWidget({
          title: 'Dead letters and what was given up',
          left: [names.fifoDeadLetters('lanes'), names.deadLetters, names.givenUp].map((queueName) =>
            metrics.queue(queueName, 'ApproximateNumberOfMessagesVisible', period),
          ),
          width: 8,
        }),
      ],
    ],
  });
}
