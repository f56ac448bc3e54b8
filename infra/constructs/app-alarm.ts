import { Alarm, ComparisonOperator, TreatMissingData, type IMetric } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';

/** What makes an alarm go off, what that means for users, and where it is said what to do. */
export type AlarmDefinition = {
  id: string;
  /** One sentence: what users notice or soon will. */
  impact: string;
  /** Heading of the section in infra/docs/runbook.md. */
  section: string;
  metric: IMetric;
  /** Off at this value or beyond. */
  threshold: number;
  /** Periods of the metric that must be bad in a row; 1 unless told. */
  periods?: number | undefined;
  /** Off at this value or *below*, and when nothing is reported at all. */
  whenSilent?: boolean | undefined;
};

/** Adds an alarm that tells the topic. Its description states the impact and the section of the runbook. */
export function addAlarm(
  scope: Construct,
  alarmName: string,
  definition: AlarmDefinition,
  topic: ITopic,
): Alarm {
  const { id, metric, threshold, impact, section, periods, whenSilent } = definition;
  const alarm = new Alarm(scope, id, {
    alarmName,
    alarmDescription: `${impact} What to do: infra/docs/runbook.md#${anchorOf(section)}`,
    metric,
    threshold,
    evaluationPeriods: periods ?? 1,
    comparisonOperator:
      whenSilent === true
        ? ComparisonOperator.LESS_THAN_OR_EQUAL_TO_THRESHOLD
        : ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
    treatMissingData: whenSilent === true ? TreatMissingData.BREACHING : TreatMissingData.NOT_BREACHING,
  });
  alarm.addAlarmAction(new SnsAction(topic));
  alarm.addOkAction(new SnsAction(topic));
  return alarm;
}

/** The anchor that Markdown gives a heading: `Errors: api` → `errors-api`. */
export function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replaceAll(/[^a-z0-9 -]/g, '')
    .replaceAll(' ', '-');
}
