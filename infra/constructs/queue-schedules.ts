import { Aws, RemovalPolicy } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { ScheduleGroup } from 'aws-cdk-lib/aws-scheduler';
import { Construct } from 'constructs';
import type { AppFunction } from './app-function.ts';
import type { AppQueue } from './app-queue.ts';

type QueueSchedulesProps = {
  groupName: string;
  queue: AppQueue;
  /** What its entries are for, to follow “Assumed by EventBridge Scheduler to”. */
  purpose: string;
  /** The variables that tell a function of it. */
  variables: { group: string; roleArn: string; queueArn: string };
  /** Functions may take entries away before they fire. */
  removable?: true;
};

/**
 * Entries that wake one queue beside that of lanes: a Scheduler group of their own, and a role that can do nothing but send
 * to that queue, so that neither the engine's wake-ups nor these can reach the other's.
 */
export class QueueSchedules extends Construct {
  readonly #role: Role;
  readonly #props: QueueSchedulesProps;

  constructor(scope: Construct, id: string, props: QueueSchedulesProps) {
    super(scope, id);
    this.#props = props;
    const { groupName, queue, purpose } = props;
    const group = new ScheduleGroup(this, 'group', {
      scheduleGroupName: groupName,
      // No data: the sweep makes good what is lost. One that stayed would be in the way of a stage brought back.
      removalPolicy: RemovalPolicy.DESTROY,
    });
    this.#role = new Role(this, 'role', {
      description: `Assumed by EventBridge Scheduler to ${purpose}`,
      assumedBy: new ServicePrincipal('scheduler.amazonaws.com', {
        conditions: {
          StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID, 'aws:SourceArn': group.scheduleGroupArn },
        },
      }),
    });
    this.#role.addToPolicy(
      new PolicyStatement({ actions: ['sqs:SendMessage'], resources: [queue.queue.queueArn] }),
    );
  }

  /** Of the role that Scheduler assumes, which AWS named. */
  get roleArn(): string {
    return this.#role.roleArn;
  }

  /** Lets a function create schedules of this group. They delete themselves when they have fired. */
  grantTo(target: AppFunction): void {
    const { groupName, queue, variables, removable } = this.#props;
    target.setEnvironment(variables.group, groupName);
    target.setEnvironment(variables.roleArn, this.#role.roleArn);
    target.setEnvironment(variables.queueArn, queue.arn);
    target.allow(
      new PolicyStatement({
        actions: ['scheduler:CreateSchedule', ...(removable ? ['scheduler:DeleteSchedule'] : [])],
        resources: [`arn:${Aws.PARTITION}:scheduler:${Aws.REGION}:${Aws.ACCOUNT_ID}:schedule/${groupName}/*`],
      }),
      'A schedule is named after what it wakes at run time; the statement names the group.',
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
