import { CfnOutput, Stack, type App } from 'aws-cdk-lib';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { addAlarm } from '../constructs/app-alarm.ts';
import type { Names } from '../constructs/names.ts';
import { ServiceTopic } from '../constructs/service-topic.ts';
import { alarmsOf } from './alarms.ts';
import { addDashboard } from './dashboard.ts';
import type { Stage } from './stage.ts';

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
