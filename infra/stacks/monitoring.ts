import { CfnOutput, Stack, type App } from 'aws-cdk-lib';
import { FilterPattern, LogGroup, MetricFilter } from 'aws-cdk-lib/aws-logs';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import type { Construct } from 'constructs';
import { logMessages } from '#shared/config/log-messages.ts';
import { addAlarm } from '../constructs/app-alarm.ts';
import type { Names } from '../constructs/names.ts';
import { ServiceTopic } from '../constructs/service-topic.ts';
import { alarmsOf } from './alarms.ts';
import { addDashboard } from './dashboard.ts';
import { heldMetric } from './metrics.ts';
import type { Stage } from './stage.ts';

/** Those whose log tells of holds: the engine, a person's sending, and the sweep again as long as one is in force. */
const functionsThatHold = ['run-due-steps', 'api', 'sweep'] as const;

/** Counts what the log of a function tells of holds, as a metric that the alarm is made of. */
function countHeld(scope: Construct, names: Names, id: (typeof functionsThatHold)[number]): void {
  const { namespace: metricNamespace, metricName } = heldMetric(names);
  new MetricFilter(scope, `${id}-held`, {
    logGroup: LogGroup.fromLogGroupName(scope, `${id}-log`, names.logGroup(id)),
    filterPattern: FilterPattern.stringValue('$.message', '=', logMessages.sendingHeld),
    metricNamespace,
    metricName,
  });
}

/** What watches a stage: alarms, the topic that they tell, and a dashboard. */
export class MonitoringStack extends Stack {
  constructor(app: App, stage: Stage, names: Names, apiId: string) {
    super(app, names.stack('monitoring'), { description: 'Relance: alarms and dashboard' });
    const { topic } = new ServiceTopic(this, {
      name: 'alarms',
      topicName: names.topic('alarms'),
      publisher: 'cloudwatch.amazonaws.com',
    });
    if (stage.alarmEmail !== undefined) topic.addSubscription(new EmailSubscription(stage.alarmEmail));
    for (const id of functionsThatHold) countHeld(this, names, id);
    const alarms = alarmsOf(names, apiId).map((definition) =>
      addAlarm(this, names.alarm(definition.id), definition, topic),
    );
    addDashboard(this, names, apiId, alarms);
    new CfnOutput(this, 'AlarmTopic', {
      description: 'Subscribe to be told of alarms',
      value: topic.topicArn,
    });
  }
}
