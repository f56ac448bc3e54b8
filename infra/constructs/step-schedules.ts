import { Aws, RemovalPolicy } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { ScheduleGroup } from 'aws-cdk-lib/aws-scheduler';
import { Construct } from 'constructs';
import { environmentNames } from '#shared/config/environment.ts';
import type { AppFunction } from './app-function.ts';
import type { AppQueue } from './app-queue.ts';

type StepSchedulesProps = { groupName: string; lanes: AppQueue };

/**
 * Where the wake-ups of pending steps live: one Scheduler group, and the role that Scheduler assumes, which can do
 * nothing but send to the queue `lanes` and can be assumed for this group only.
 */
export class StepSchedules extends Construct {
  readonly #groupName: string;
  readonly #group: ScheduleGroup;
  readonly #role: Role;
  readonly #lanes: AppQueue;

  constructor(scope: Construct, id: string, { groupName, lanes }: StepSchedulesProps) {
    super(scope, id);
    this.#groupName = groupName;
    this.#lanes = lanes;
    this.#group = new ScheduleGroup(this, 'group', {
      scheduleGroupName: groupName,
      // No data: the sweep gives every pending step a new one. One that stayed would be in the way of a stage brought back.
      removalPolicy: RemovalPolicy.DESTROY,
    });
    this.#role = new Role(this, 'role', {
      description: 'Assumed by EventBridge Scheduler to wake up lanes',
      assumedBy: new ServicePrincipal('scheduler.amazonaws.com', {
        conditions: {
          StringEquals: {
            'aws:SourceAccount': Aws.ACCOUNT_ID,
            'aws:SourceArn': this.#group.scheduleGroupArn,
          },
        },
      }),
    });
    this.#role.addToPolicy(
      new PolicyStatement({ actions: ['sqs:SendMessage'], resources: [lanes.queue.queueArn] }),
    );
  }

  /** Of the role that Scheduler assumes, which AWS named. */
  get roleArn(): string {
    return this.#role.roleArn;
  }

  /** Lets a function see whether a schedule of this group is there. */
  grantReadTo(target: AppFunction): void {
    target.setEnvironment(environmentNames.scheduleGroup, this.#groupName);
    target.allow(
      new PolicyStatement({ actions: ['scheduler:GetSchedule'], resources: [this.#schedules()] }),
      'A schedule is named after its lane at run time; the statement names the group.',
    );
  }

  /** Lets a function create and delete schedules of this group that target the queue `lanes`. */
  grantTo(target: AppFunction): void {
    target.setEnvironment(environmentNames.scheduleGroup, this.#groupName);
    target.setEnvironment(environmentNames.scheduleRoleArn, this.#role.roleArn);
    target.setEnvironment(environmentNames.lanesQueueArn, this.#lanes.arn);
    target.allow(
      new PolicyStatement({
        actions: ['scheduler:CreateSchedule', 'scheduler:DeleteSchedule'],
        resources: [this.#schedules()],
      }),
      'A schedule is named after its enrollment at run time; the statement names the group.',
    );
    target.allow(
      new PolicyStatement({
        actions: ['iam:PassRole'],
        resources: [this.#role.roleArn],
        conditions: { StringEquals: { 'iam:PassedToService': 'scheduler.amazonaws.com' } },
      }),
    );
  }

  #schedules(): string {
    return `arn:${Aws.PARTITION}:scheduler:${Aws.REGION}:${Aws.ACCOUNT_ID}:schedule/${this.#groupName}/*`;
  }
}
