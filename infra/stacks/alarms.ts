import { Duration } from 'aws-cdk-lib';
import { Stats } from 'aws-cdk-lib/aws-cloudwatch';
import { functions, queues, type FunctionDefinition } from '#functions/manifest.ts';
import type { AlarmDefinition } from '../constructs/app-alarm.ts';
import type { Names } from '../constructs/names.ts';
import { metricsOf } from './metrics.ts';

const minutes = (amount: number) => Duration.minutes(amount);

/** Every alarm of a stage, most of them made from the manifest: an entry added there brings its own. */
export function alarmsOf(names: Names, apiId: string): AlarmDefinition[] {
  const metrics = metricsOf(names, apiId);
  return [
    ...Object.entries(queues).map(([queue, { fifo, impact }]) => ({
      id: `${queue}-dead-letters`,
      impact,
      section: `Dead letters: ${queue}`,
      metric: metrics.queue(names.deadLetters(queue, fifo), 'ApproximateNumberOfMessagesVisible', minutes(1)),
      threshold: 1,
    })),
    ...functions.flatMap((definition) => alarmsOfFunction(definition, names, apiId)),
    {
      id: 'lanes-late',
      impact: 'Due steps wait more than ten minutes: mails, texts and tasks come late.',
      section: 'Lanes late',
      metric: metrics.queue(names.queue('lanes', true), 'ApproximateAgeOfOldestMessage', minutes(5)),
      threshold: 600,
    },
    {
      id: 'sending-held',
      impact:
        'The provider refuses because of the account or of a sender: mails or texts wait and do not go out.',
      section: 'Sending held',
      // The sweep tells of it every hour, so that the alarm goes off once and stays until it is over.
      metric: metrics.held(minutes(90)),
      threshold: 1,
    },
    {
      id: 'api-5xx',
      impact: 'Requests to the API fail: admins and reps cannot work, or recipients cannot unsubscribe.',
      section: 'API answers 5xx',
      metric: metrics.api('5xx', minutes(5)),
      threshold: 5,
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

function alarmsOfFunction(
  { id, impact, trigger }: FunctionDefinition,
  names: Names,
  apiId: string,
): AlarmDefinition[] {
  const metrics = metricsOf(names, apiId);
  const alarms: AlarmDefinition[] = [
    {
      id: `${id}-errors`,
      impact,
      section: `Errors: ${id}`,
      metric: metrics.function(id, 'Errors', minutes(5)),
      threshold: 1,
    },
    {
      id: `${id}-throttles`,
      impact: `Lambda has no room to run it for ten minutes: ${impact}`,
      section: 'Throttles',
      metric: metrics.function(id, 'Throttles', minutes(5)),
      threshold: 1,
      periods: 2,
    },
  ];
  if (trigger.kind === 'stream')
    alarms.push(
      {
        id: `${id}-dead-letters`,
        impact,
        section: `Dead letters: ${id}`,
        metric: metrics.queue(names.deadLetters(id, false), 'ApproximateNumberOfMessagesVisible', minutes(1)),
        threshold: 1,
      },
      {
        id: `${id}-late`,
        impact: `The stream of ${trigger.table} is ten minutes behind. ${impact}`,
        section: `Stream late: ${id}`,
        metric: metrics.function(id, 'IteratorAge', minutes(5), Stats.MAXIMUM),
        threshold: minutes(10).toMilliseconds(),
      },
    );
  if (trigger.kind === 'rate')
    alarms.push({
      id: `${id}-silent`,
      impact: `It has not run for two of its turns. ${impact}`,
      section: `Silent: ${id}`,
      metric: metrics.function(id, 'Invocations', minutes(trigger.minutes * 2)),
      threshold: 0,
      whenSilent: true,
    });
  return alarms;
}
