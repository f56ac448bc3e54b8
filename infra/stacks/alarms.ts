import { Duration } from 'aws-cdk-lib';
import type { AlarmDefinition } from '../constructs/app-alarm.ts';
import type { TextService } from '../constructs/outgoing-texts.ts';
import type { Names } from '../constructs/names.ts';
import { alarmsOfFunctions } from './function-alarms.ts';
import { metricsOf, type StageMetrics } from './metrics.ts';

const minutes = (amount: number) => Duration.minutes(amount);

/** Of the limit of SMS spending, in US dollars a month, so much is spent when somebody should look. */
const SPENT_SHARE = 0.8;

/** Every alarm of a stage. A small team reads them, so that hardly anything has two that go off together. */
export function alarmsOf(
  names: Names,
  { apiId, smsLimitUsd, texts }: { apiId: string; smsLimitUsd: number; texts: TextService },
): AlarmDefinition[] {
  const metrics = metricsOf(names, apiId);
  return [
    ...alarmsOfFunctions(names, metrics),
    {
      id: 'throttles',
      impact:
        'Lambda has had no room for functions of this account for ten minutes: steps come late and pages fail.',
      section: 'Throttles',
      metric: metrics.account('Throttles', minutes(5)),
      threshold: 1,
      periods: 2,
    },
    {
      id: 'sending-held',
      impact:
        'The provider refuses because of the account or of a sender: mails or texts wait and do not go out.',
      section: 'Sending held',
      // The sweep tells of it every hour, so that the alarm goes off once and stays until it is over.
      metric: metrics.logged('SendingHeld', minutes(90)),
      threshold: 1,
    },
    {
      id: 'steps-failed',
      impact: 'More than twenty steps failed for good within an hour: those leads are not written to.',
      section: 'Steps failed',
      metric: metrics.logged('StepsFailed', minutes(60)),
      threshold: 20,
    },
    {
      id: 'allowance-nears',
      impact:
        'Four fifths of the mails that SES allows in a day, or of the calls that a connected service allows, are used: beyond all of them mails or changes wait.',
      section: 'Allowance nears',
      metric: metrics.logged('AllowanceNears', minutes(60)),
      threshold: 1,
    },
    {
      id: 'connection-stands-still',
      impact:
        'A connected service does not let Relance in any more, or what changed in it more than an hour ago is not known here yet.',
      section: 'Connection stands still',
      // Told of with each run, so that the alarm stays until it is mended.
      metric: metrics.logged('ConnectionStandsStill', minutes(15)),
      threshold: 1,
    },
    {
      id: 'schedules-dropped',
      impact: 'Scheduler drops or holds back wake-ups: steps come late, until the sweep finds them.',
      section: 'Schedules dropped',
      metric: metrics.schedules(minutes(5)),
      threshold: 1,
    },
    {
      id: 'tables-throttled',
      impact: 'DynamoDB holds back the busiest tables: steps come late, and the API may fail.',
      section: 'Tables throttled',
      metric: metrics.tableThrottles(minutes(5)),
      threshold: 10,
      periods: 2,
    },
    ...(texts.by === 'sns' ? [ofSpending(metrics, smsLimitUsd)] : []),
    {
      id: 'api-5xx',
      impact: 'Requests to the API fail: admins and reps cannot work, or recipients cannot unsubscribe.',
      section: 'API answers 5xx',
      // Of one that died in the middle nothing else tells.
      metric: metrics.api('5xx', minutes(5)),
      threshold: 1,
    },
    {
      id: 'bounce-rate',
      impact: 'More than 5% of mails bounce: SES will put the account under review and may stop all sending.',
      section: 'Bounce rate',
      metric: metrics.reputation('Reputation.BounceRate'),
      threshold: 0.05,
    },
    {
      id: 'complaint-rate',
      impact:
        'More than 0.1% of mails are complained about: SES will put the account under review and may stop all sending.',
      section: 'Complaint rate',
      metric: metrics.reputation('Reputation.ComplaintRate'),
      threshold: 0.001,
    },
  ];
}

/** With SNS alone: End User Messaging refuses beyond its limit, which holds texts and sets off “sending-held”. */
function ofSpending(metrics: StageMetrics, limitUsd: number): AlarmDefinition {
  return {
    id: 'sms-spend',
    impact: 'Four fifths of the SMS limit of the month are spent: beyond it SNS drops texts without a word.',
    section: 'SMS spending',
    metric: metrics.smsSpent(minutes(60)),
    threshold: SPENT_SHARE * limitUsd,
  };
}
