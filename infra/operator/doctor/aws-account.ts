import {
  GetAccountSettingsCommand,
  GetFunctionConfigurationCommand,
  LambdaClient,
} from '@aws-sdk/client-lambda';
import {
  ListAWSDefaultServiceQuotasCommand,
  ListServiceQuotasCommand,
  ServiceQuotasClient,
} from '@aws-sdk/client-service-quotas';
import {
  GetAccountCommand,
  GetConfigurationSetCommand,
  GetEmailIdentityCommand,
  SESv2Client,
} from '@aws-sdk/client-sesv2';
import {
  GetSMSAttributesCommand,
  GetSMSSandboxAccountStatusCommand,
  ListSubscriptionsByTopicCommand,
  SNSClient,
} from '@aws-sdk/client-sns';
import { isAwsError } from '#shared/adapters/aws/aws-error.ts';
import { clientSettings } from '#shared/adapters/aws/client-settings.ts';
import { environmentNames } from '#shared/config/environment.ts';
import type { DnsAnswer } from '#shared/domain/sending-domains/dns-answer.ts';
import type { Dns } from '#shared/ports/dns.ts';
import { namesOf } from '../../constructs/names.ts';
import type { AlarmReceiver, Quota, StageAccount } from './account.ts';
import type { Asked } from './finding.ts';

/** What the account may spend on texts in a month where nobody said otherwise, in dollars. */
const SMS_DOLLARS = 1;

/** What AWS calls something that is not there. */
const absences = ['NotFoundException', 'NotFound', 'ResourceNotFoundException', 'NoSuchResourceException'];

/** Asks AWS and DNS, and changes nothing: every call is a read. Region, credentials and endpoint are the environment's. */
export function awsAccount(stage: string, dns: Pick<Dns, 'mx'>): StageAccount {
  const settings = clientSettings({ attempts: 3, timeoutMs: 10_000 });
  const [ses, sns, lambda, quotas] = [
    new SESv2Client(settings),
    new SNSClient(settings),
    new LambdaClient(settings),
    new ServiceQuotasClient(settings),
  ];
  const names = namesOf(stage);
  const engine = () =>
    lambda.send(new GetFunctionConfigurationCommand({ FunctionName: names.function('run-due-steps') }));

  return {
    deployed: () =>
      asked(async () => {
        const { FunctionArn: arn = '', Environment: environment } = await engine();
        const { [environmentNames.replyDomain]: replies = '', [environmentNames.from]: from = '' } =
          environment?.Variables ?? {};
        return { region: arn.split(':')[3] ?? '', domain: replies.replace(/^reply\./, ''), from };
      }),

    mailSending: () =>
      asked(async () => {
        const { SendQuota: quota, ...account } = await ses.send(new GetAccountCommand());
        return {
          production: account.ProductionAccessEnabled === true,
          enabled: account.SendingEnabled === true,
          standing: account.EnforcementStatus ?? '',
          perDay: quota?.Max24HourSend ?? 0,
          perSecond: quota?.MaxSendRate ?? 0,
          sentInDay: quota?.SentLast24Hours ?? 0,
        };
      }),

    mailIdentity: (domain) =>
      asked(async () => {
        const found = await ses.send(new GetEmailIdentityCommand({ EmailIdentity: domain }));
        return {
          maySend: found.VerifiedForSendingStatus === true,
          dkim: found.DkimAttributes?.Status ?? 'NOT_STARTED',
          mailFrom: found.MailFromAttributes?.MailFromDomainStatus,
        };
      }),

    mailSettings: () =>
      asked(async () => {
        const command = new GetConfigurationSetCommand({ ConfigurationSetName: names.configurationSet });
        const { SendingOptions: sending, SuppressionOptions: suppression } = await ses.send(command);
        return {
          enabled: sending?.SendingEnabled !== false,
          suppressedReasons: suppression?.SuppressedReasons,
        };
      }),

    textSending: () =>
      asked(async () => {
        const [{ IsInSandbox: sandbox }, { attributes }] = await Promise.all([
          sns.send(new GetSMSSandboxAccountStatusCommand({})),
          sns.send(new GetSMSAttributesCommand({ attributes: ['MonthlySpendLimit'] })),
        ]);
        const limit = attributes?.['MonthlySpendLimit'];
        return {
          sandbox: sandbox === true,
          dollarsAMonth: limit === undefined || limit === '' ? SMS_DOLLARS : Number(limit),
        };
      }),

    concurrency: () =>
      asked(async () => {
        const { AccountLimit: limit } = await lambda.send(new GetAccountSettingsCommand({}));
        return {
          all: limit?.ConcurrentExecutions ?? 0,
          unreserved: limit?.UnreservedConcurrentExecutions ?? 0,
        };
      }),

    schedulerQuotas: () =>
      asked(async () => {
        // Those that were raised are told beside the defaults, which only the other call tells for sure.
        const [defaults, applied] = await Promise.all([
          pages((NextToken) =>
            quotas.send(new ListAWSDefaultServiceQuotasCommand({ ServiceCode: 'scheduler', NextToken })),
          ),
          pages((NextToken) =>
            quotas.send(new ListServiceQuotasCommand({ ServiceCode: 'scheduler', NextToken })),
          ),
        ]);
        const byName = new Map<string, Quota>();
        for (const { QuotaName: name = '', Value: value } of [...defaults, ...applied].flatMap(
          ({ Quotas = [] }) => Quotas,
        ))
          if (value !== undefined) byName.set(name, { name, value });
        return [...byName.values()];
      }),

    alarmReceivers: () =>
      asked(async () => {
        const { FunctionArn: arn = '' } = await engine();
        const [, partition, , region, account] = arn.split(':');
        const TopicArn = `arn:${partition}:sns:${region}:${account}:${names.topic('alarms')}`;
        const found = await pages((NextToken) =>
          sns.send(new ListSubscriptionsByTopicCommand({ TopicArn, NextToken })),
        );
        return found
          .flatMap(({ Subscriptions = [] }) => Subscriptions)
          .map(({ Endpoint: endpoint = '', SubscriptionArn: subscription = '' }): AlarmReceiver => ({
            endpoint,
            confirmed: subscription.startsWith('arn:'),
          }));
      }),

    mailHosts: async (domain) => askedOfDns(await dns.mx(domain)),
  };
}

async function asked<Value>(ask: () => Promise<Value>): Promise<Asked<Value>> {
  try {
    return { kind: 'found', value: await ask() };
  } catch (error) {
    if (absences.some((name) => isAwsError(error, name))) return { kind: 'absent' };
    // Whatever it is, the other questions are asked all the same, and this one is told as open.
    return { kind: 'not-asked', why: error instanceof Error ? `${error.name}: ${error.message}` : 'unknown' };
  }
}

function askedOfDns(answer: DnsAnswer): Asked<readonly string[]> {
  switch (answer.kind) {
    case 'found':
      return { kind: 'found', value: answer.values };
    case 'no-name':
    case 'no-record':
      return { kind: 'absent' };
    case 'unanswered':
      return { kind: 'not-asked', why: `DNS: ${answer.why}` };
  }
}

async function pages<Page extends { NextToken?: string | undefined }>(
  read: (token: string | undefined) => Promise<Page>,
): Promise<Page[]> {
  const all: Page[] = [];
  let token: string | undefined;
  do {
    const page = await read(token);
    all.push(page);
    token = page.NextToken;
  } while (token !== undefined);
  return all;
}
