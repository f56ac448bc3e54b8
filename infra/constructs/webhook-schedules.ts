import { Aws, RemovalPolicy } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { ScheduleGroup } from 'aws-cdk-lib/aws-scheduler';
import { Construct } from 'constructs';
import { environmentNames } from '#shared/config/environment.ts';
import type { AppFunction } from './app-function.ts';
import type { AppQueue } from './app-queue.ts';

type WebhookSchedulesProps = { groupName: string; webhooks: AppQueue };

/**
 * Where the tries of webhooks to come live: a Scheduler group of their own, and a role that can do nothing but send to the
 * queue `webhooks`, so that neither the engine's wake-ups nor these can reach the other's queue.
 */
export class WebhookSchedules extends Construct {
  readonly #groupName: string;
  readonly #role: Role;
  readonly #webhooks: AppQueue;

  constructor(scope: Construct, id: string, { groupName, webhooks }: WebhookSchedulesProps) {
    super(scope, id);
    this.#groupName = groupName;
    this.#webhooks = webhooks;
    const group = new ScheduleGroup(this, 'group', {
      scheduleGroupName: groupName,
      // No data: the sweep asks again for every delivery whose time is past. One that stayed would be in the way of a stage brought back.
      removalPolicy: RemovalPolicy.DESTROY,
    });
    this.#role = new Role(this, 'role', {
      description: 'Assumed by EventBridge Scheduler to wake up deliveries of webhooks',
      assumedBy: new ServicePrincipal('scheduler.amazonaws.com', {
        conditions: {
          StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID, 'aws:SourceArn': group.scheduleGroupArn },
        },
      }),
    });
    this.#role.addToPolicy(
      new PolicyStatement({ actions: ['sqs:SendMessage'], resources: [webhooks.queue.queueArn] }),
    );
  }

  /** Of the role that Scheduler assumes, which AWS named. */
  get roleArn(): string {
    return this.#role.roleArn;
  }

  /** Lets a function create schedules of this group. They delete themselves when they have fired. */
  grantTo(target: AppFunction): void {
    target.setEnvironment(environmentNames.webhookScheduleGroup, this.#groupName);
    target.setEnvironment(environmentNames.webhookScheduleRoleArn, this.#role.roleArn);
    target.setEnvironment(environmentNames.webhooksQueueArn, this.#webhooks.arn);
    target.allow(
      new PolicyStatement({
        actions: ['scheduler:CreateSchedule'],
        resources: [
          `arn:${Aws.PARTITION}:scheduler:${Aws.REGION}:${Aws.ACCOUNT_ID}:schedule/${this.#groupName}/*`,
        ],
      }),
      'A schedule is named after its delivery at run time; the statement names the group.',
    );
    target.allow(
      new PolicyStatement({
        actions: ['iam:PassRole'],
        resources: [this.#role.roleArn],
        conditions: { StringEquals: { 'iam:PassedToService': 'scheduler.amazonaws.com' } },
      }),
    );
  }
}
