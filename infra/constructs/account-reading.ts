import { Aws } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { functionsAtOnce } from '#functions/manifest.ts';
import { environmentNames } from '#shared/config/environment.ts';
import type { AppFunction } from './app-function.ts';
import type { Names } from './names.ts';

/** What a function may read of the account that is of no resource of the stage: quotas, and who is told of alarms. */
export class AccountReading {
  readonly #topicName: string;

  constructor(names: Names) {
    this.#topicName = names.topic('alarms');
  }

  /** Lets a function read it, and tells it what the stage needs. */
  grantTo(target: AppFunction): void {
    const topicArn = `arn:${Aws.PARTITION}:sns:${Aws.REGION}:${Aws.ACCOUNT_ID}:${this.#topicName}`;
    target.setEnvironment(environmentNames.alarmTopicArn, topicArn);
    target.setEnvironment(environmentNames.functionsAtOnce, String(functionsAtOnce));
    target.allow(new PolicyStatement({ actions: ['sns:ListSubscriptionsByTopic'], resources: [topicArn] }));
    target.allow(
      new PolicyStatement({
        actions: [
          'lambda:GetAccountSettings',
          'servicequotas:ListAWSDefaultServiceQuotas',
          'servicequotas:ListServiceQuotas',
        ],
        resources: ['*'],
      }),
      'Quotas are of the whole account: these actions know no resources.',
    );
  }
}
