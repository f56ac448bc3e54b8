import { Duration } from 'aws-cdk-lib';
import { MathExpression, Metric, Stats, type IMetric } from 'aws-cdk-lib/aws-cloudwatch';
import type { FunctionDefinition } from '#functions/manifest.ts';
import type { logMessages } from '#shared/config/log-messages.ts';
import type { TableName } from '#shared/tables/tables.ts';
import type { Names } from '../constructs/names.ts';

/**
 * Messages of the log that are counted: the metric of each, who tells of it, and how much a line counts for. Each metric is
 * paid for, so that what asks the same of who reads the alarm is counted as one; the lines themselves say which it was.
 */
export const loggedMetrics = {
  // The engine, a person's sending, and the sweep again as long as one is in force.
  sendingHeld: { metricName: 'SendingHeld', by: ['run-due-steps', 'api-sending', 'sweep'], value: '1' },
  stepsFailed: { metricName: 'StepsFailed', by: ['record-activities'], value: '$.count' },
  connectionRefused: { metricName: 'ConnectionStandsStill', by: ['sync-connections'], value: '1' },
  allowanceNears: { metricName: 'AllowanceNears', by: ['sync-connections'], value: '1' },
  connectionLags: { metricName: 'ConnectionStandsStill', by: ['sync-connections'], value: '1' },
  sendingQuotaNears: { metricName: 'AllowanceNears', by: ['run-due-steps', 'api-sending'], value: '1' },
} as const satisfies Record<keyof typeof logMessages, { metricName: string; by: string[]; value: string }>;

type LoggedMetric = (typeof loggedMetrics)[keyof typeof loggedMetrics]['metricName'];

/** Metric of the errors that functions logged, also those that they told Lambda of message by message. */
export const loggedErrors = 'LoggedErrors';

/**
 * Whether the errors that a function logs are counted: a stream waits behind the record that fails, and what fails in some
 * functions answers 5xx, which others tell of.
 */
export const countsErrors = ({ trigger, toldBy5xx }: FunctionDefinition): boolean =>
  trigger.kind !== 'stream' && toldBy5xx !== true;

/**
 * The tables that every step reads and writes anew. The others are written behind a stream or a queue, whose age shows
 * when they are throttled, or read from memory.
 */
const busiest = {
  WriteThrottleEvents: ['enrollments', 'lane-days'],
  ReadThrottleEvents: ['enrollments'],
} as const satisfies Record<string, readonly TableName[]>;

/** Metrics added up; those that report nothing count for nothing. */
function sumOf(label: string, period: Duration, added: readonly IMetric[]): MathExpression {
  const usingMetrics = Object.fromEntries(added.map((metric, index) => [`m${index}`, metric]));
  const expression = Object.keys(usingMetrics)
    .map((key) => `FILL(${key}, 0)`)
    .join(' + ');
  return new MathExpression({ expression, label, usingMetrics, period });
}

/** The metrics that AWS keeps of a stage's resources, by name, so that monitoring ties no stack down. */
export function metricsOf(names: Names, apiId: string) {
  return {
    function: (id: string, metricName: string, period: Duration, statistic: string = Stats.SUM) =>
      new Metric({
        namespace: 'AWS/Lambda',
        metricName,
        dimensionsMap: { FunctionName: names.function(id) },
        period,
        statistic,
      }),
    queue: (queueName: string, metricName: string, period: Duration) =>
      new Metric({
        namespace: 'AWS/SQS',
        metricName,
        dimensionsMap: { QueueName: queueName },
        period,
        statistic: Stats.MAXIMUM,
      }),
    api: (metricName: string, period: Duration, statistic: string = Stats.SUM) =>
      new Metric({
        namespace: 'AWS/ApiGateway',
        metricName,
        dimensionsMap: { ApiId: apiId },
        period,
        statistic,
      }),
    /** Of the whole account, since that is what SES judges. A share: 0.05 is 5%. */
    reputation: (metricName: string) =>
      new Metric({ namespace: 'AWS/SES', metricName, period: Duration.hours(1), statistic: Stats.AVERAGE }),
    /** Of all functions of the account and Region, which share its room. */
    account: (metricName: string, period: Duration) =>
      new Metric({ namespace: 'AWS/Lambda', metricName, period, statistic: Stats.SUM }),
    /** How much of something the logs told. */
    logged: (metricName: LoggedMetric, period: Duration) =>
      new Metric({ namespace: names.metrics, metricName, period, statistic: Stats.SUM }),
    loggedErrors: (period: Duration) =>
      new Metric({ namespace: names.metrics, metricName: loggedErrors, period, statistic: Stats.SUM }),
    /**
     * Wake-ups of every group that Scheduler gave up, and those of steps that it held back because of its own quota or of the
     * queue: the groups share the quota, and hardly anything is scheduled for webhooks and automations.
     */
    schedules: (period: Duration) => {
      const { scheduleGroup, webhookScheduleGroup, matchScheduleGroup } = names;
      const steps = ['InvocationDroppedCount', 'InvocationThrottleCount', 'TargetErrorThrottledCount'];
      const counts = [
        ...steps.map((metricName) => ({ metricName, ScheduleGroup: scheduleGroup })),
        ...[webhookScheduleGroup, matchScheduleGroup].map((ScheduleGroup) => ({
          metricName: 'InvocationDroppedCount',
          ScheduleGroup,
        })),
      ];
      return sumOf(
        'Wake-ups dropped or held back',
        period,
        counts.map(
          ({ metricName, ScheduleGroup }) =>
            new Metric({
              namespace: 'AWS/Scheduler',
              metricName,
              dimensionsMap: { ScheduleGroup },
              period,
              statistic: Stats.SUM,
            }),
        ),
      );
    },
    tableThrottles: (period: Duration) =>
      sumOf(
        'Requests to the busiest tables held back',
        period,
        Object.entries(busiest).flatMap(([metricName, tables]) =>
          tables.map(
            (table) =>
              new Metric({
                namespace: 'AWS/DynamoDB',
                metricName,
                dimensionsMap: { TableName: names.table(table) },
                period,
                statistic: Stats.SUM,
              }),
          ),
        ),
      ),
    /** US dollars of the account in this calendar month. */
    smsSpent: (period: Duration) =>
      new Metric({
        namespace: 'AWS/SNS',
        metricName: 'SMSMonthToDateSpentUSD',
        period,
        statistic: Stats.MAXIMUM,
      }),
    /** Mails of the whole account: Send, Delivery, Bounce, Complaint. */
    mail: (metricName: string, period: Duration) =>
      new Metric({ namespace: 'AWS/SES', metricName, period, statistic: Stats.SUM }),
  };
}
export type StageMetrics = ReturnType<typeof metricsOf>;
