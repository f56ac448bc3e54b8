import { CfnOutput, Stack, type App } from 'aws-cdk-lib';
import {
  CfnQueryDefinition,
  FilterPattern,
  LogGroup,
  MetricFilter,
  type ILogGroup,
  type MetricFilterProps,
} from 'aws-cdk-lib/aws-logs';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import type { Construct } from 'constructs';
import { eventStreams, functions, type EventStreamName } from '#functions/manifest.ts';
import { logMessages } from '#shared/config/log-messages.ts';
import { addAlarm } from '../constructs/app-alarm.ts';
import type { Names } from '../constructs/names.ts';
import { ServiceTopic } from '../constructs/service-topic.ts';
import { alarmsOf } from './alarms.ts';
import { addDashboard } from './dashboard.ts';
import { countsErrors, loggedErrors, loggedMetrics } from './metrics.ts';
import type { Stage } from './stage.ts';

const eventStreamNames = Object.keys(eventStreams) as EventStreamName[];

/** Counts what the logs of functions and streams tell, as metrics that alarms are made of. They cost only where something is told. */
function countLogged(scope: Construct, names: Names): void {
  const logGroups = Object.fromEntries(
    functions.map(({ id }) => [id, LogGroup.fromLogGroupName(scope, `${id}-log`, names.logGroup(id))]),
  );
  const count = (
    id: string,
    logGroup: ILogGroup | undefined,
    filter: Pick<MetricFilterProps, 'filterPattern' | 'metricName' | 'metricValue'>,
  ) => {
    if (logGroup === undefined) throw new Error(`${id} counts what no function logs`);
    new MetricFilter(scope, id, { logGroup, metricNamespace: names.metrics, ...filter });
  };
  for (const { id } of functions.filter(countsErrors))
    count(`${id}-logged-errors`, logGroups[id], {
      filterPattern: FilterPattern.stringValue('$.level', '=', 'ERROR'),
      metricName: loggedErrors,
    });
  // A stream writes to its log what it could not write to files, and nothing else.
  for (const name of eventStreamNames)
    count(`${name}-logged-errors`, LogGroup.fromLogGroupName(scope, `${name}-log`, names.logGroup(name)), {
      filterPattern: FilterPattern.allEvents(),
      metricName: loggedErrors,
    });
  for (const message of Object.keys(loggedMetrics) as (keyof typeof loggedMetrics)[]) {
    const { metricName, by, value } = loggedMetrics[message];
    for (const id of by)
      count(`${id}-${message}`, logGroups[id], {
        filterPattern: FilterPattern.stringValue('$.message', '=', logMessages[message]),
        metricName,
        metricValue: value,
      });
  }
}

/** Saves the query that says which functions and streams logged errors, and which: all of them are counted as one. */
function saveErrorsQuery(scope: Construct, names: Names): void {
  new CfnQueryDefinition(scope, 'errors-query', {
    name: names.errorsQuery,
    logGroupNames: [...functions.map(({ id }) => id), ...eventStreamNames].map(names.logGroup),
    queryString: [
      'filter level = "ERROR" or ispresent(errorCode)',
      'stats count(*) as errors, latest(@timestamp) as last, latest(@message) as example by @log',
      'sort errors desc',
    ].join('\n| '),
  });
}

/** What watches a stage: alarms, the topic that they tell, and a dashboard. */
export class MonitoringStack extends Stack {
  constructor(app: App, stage: Stage, names: Names, apiId: string) {
    super(app, names.stack('monitoring'), { description: 'Relance: alarms and dashboard' });
    const { topic } = new ServiceTopic(this, {
      name: 'alarms',
      topicName: names.topic('alarms'),
      publishers: ['cloudwatch.amazonaws.com'],
    });
    if (stage.alarmEmail !== undefined) topic.addSubscription(new EmailSubscription(stage.alarmEmail));
    countLogged(this, names);
    saveErrorsQuery(this, names);
    const alarms = alarmsOf(names, { apiId, ...stage }).map((definition) =>
      addAlarm(this, names.alarm(definition.id), definition, topic),
    );
    addDashboard(this, names, apiId, alarms);
    new CfnOutput(this, 'AlarmTopic', {
      description: 'Subscribe to be told of alarms',
      value: topic.topicArn,
    });
  }
}
