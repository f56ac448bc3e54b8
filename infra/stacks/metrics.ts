import { Duration } from 'aws-cdk-lib';
import { Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import type { Names } from '../constructs/names.ts';

/** What is made of the log: how often a function told of sending that is held. */
export function heldMetric(names: Names) {
  return { namespace: names.metrics, metricName: 'SendingHeld' };
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
    /** How often the log of a function told of sending that the provider's refusal holds. */
    held: (period: Duration) => new Metric({ ...heldMetric(names), period, statistic: Stats.SUM }),
    /** Mails of the whole account: Send, Delivery, Bounce, Complaint. */
    mail: (metricName: string, period: Duration) =>
      new Metric({ namespace: 'AWS/SES', metricName, period, statistic: Stats.SUM }),
  };
}
