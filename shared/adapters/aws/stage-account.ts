import { GetAccountSettingsCommand, LambdaClient } from '@aws-sdk/client-lambda';
import {
  DescribeAccountAttributesCommand,
  DescribeSpendLimitsCommand,
  PinpointSMSVoiceV2Client,
} from '@aws-sdk/client-pinpoint-sms-voice-v2';
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
import type { Asked } from '../../domain/doctor/finding.ts';
import type { DnsAnswer } from '../../domain/sending-domains/dns-answer.ts';
import type { Dns } from '../../ports/dns.ts';
import type { AlarmReceiver, Deployed, Quota, StageAccount, TextSending } from '../../ports/stage-account.ts';
import { isAwsError } from './aws-error.ts';
import { clientSettings } from './client-settings.ts';

/** What the account may spend on texts in a month where nobody said otherwise, in dollars. */
const SMS_DOLLARS = 1;

/** What AWS calls something that is not there. */
const absences = ['NotFoundException', 'NotFound', 'ResourceNotFoundException', 'NoSuchResourceException'];

/** What is known of a stage before anything of its account is asked. */
export type KnownStage = Deployed & {
  /** Of End User Messaging; undefined: texts go out by SNS. */
  smsConfigurationSet: string | undefined;
  alarmTopicArn: string;
};

/** How long one question may take in all, and how often one call is tried. */
export type Patience = { attempts: number; inAllMs: number };

/**
 * Asks AWS and DNS, and changes nothing: every call is a read. Region, credentials and endpoint are the environment's.
 *
 * @param known the stage, or how it is found out: absent where it is not deployed.
 */
export function stageAccount(
  configurationSet: string,
  known: () => Promise<Asked<KnownStage>>,
  dns: Pick<Dns, 'mx'>,
  { attempts, inAllMs }: Patience,
): StageAccount {
  const settings = clientSettings({ attempts, timeoutMs: inAllMs });
  const [ses, sns, lambda, quotas] = [
    new SESv2Client(settings),
    new SNSClient(settings),
    new LambdaClient(settings),
    new ServiceQuotasClient(settings),
  ];
  const asked = <Value>(ask: () => Promise<Value>) => askedWithin(inAllMs, ask);
  /** Asks what depends on the stage; where that is not known, nothing is. */
  const ofStage = async <Value>(ask: (stage: KnownStage) => Promise<Value>): Promise<Asked<Value>> => {
    const stage = await known();
    return stage.kind === 'found' ? asked(() => ask(stage.value)) : stage;
  };

  return {
    deployed: known,

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
        const command = new GetConfigurationSetCommand({ ConfigurationSetName: configurationSet });
        const { SendingOptions: sending, SuppressionOptions: suppression } = await ses.send(command);
        return {
          enabled: sending?.SendingEnabled !== false,
          suppressedReasons: suppression?.SuppressedReasons,
        };
      }),

    textSending: async () => {
      const stage = await known();
      // Of a stage that is not there yet SNS is asked, which it would get.
      const byOther = stage.kind === 'found' && stage.value.smsConfigurationSet !== undefined;
      return asked(() => (byOther ? endUserMessaging(settings) : snsTexts(sns)));
    },

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
      ofStage(async ({ alarmTopicArn: TopicArn }) => {
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

async function snsTexts(sns: SNSClient): Promise<TextSending> {
  const [{ IsInSandbox: sandbox }, { attributes }] = await Promise.all([
    sns.send(new GetSMSSandboxAccountStatusCommand({})),
    sns.send(new GetSMSAttributesCommand({ attributes: ['MonthlySpendLimit'] })),
  ]);
  const limit = attributes?.['MonthlySpendLimit'];
  return {
    service: 'SNS',
    sandbox: sandbox === true,
    dollarsAMonth: limit === undefined || limit === '' ? SMS_DOLLARS : Number(limit),
    refuses: false,
  };
}

async function endUserMessaging(settings: ReturnType<typeof clientSettings>): Promise<TextSending> {
  const client = new PinpointSMSVoiceV2Client(settings);
  const [{ AccountAttributes: attributes = [] }, { SpendLimits: limits = [] }] = await Promise.all([
    client.send(new DescribeAccountAttributesCommand({})),
    client.send(new DescribeSpendLimitsCommand({})),
  ]);
  const tier = attributes.find(({ Name }) => Name === 'ACCOUNT_TIER')?.Value;
  const limit = limits.find(({ Name }) => Name === 'TEXT_MESSAGE_MONTHLY_SPEND_LIMIT');
  return {
    service: 'End User Messaging',
    sandbox: tier !== 'PRODUCTION',
    dollarsAMonth: limit?.EnforcedLimit ?? SMS_DOLLARS,
    refuses: true,
  };
}

/** Asks, for so long at most; whatever comes of it, the other questions are asked all the same. */
export async function askedWithin<Value>(inAllMs: number, ask: () => Promise<Value>): Promise<Asked<Value>> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Asked<Value>>((resolve) => {
    timer = setTimeout(
      () => resolve({ kind: 'not-asked', why: `There was no answer within ${inAllMs / 1_000} seconds.` }),
      inAllMs,
    );
  });
  try {
    return await Promise.race([answer(ask), late]);
  } finally {
    clearTimeout(timer);
  }
}

async function answer<Value>(ask: () => Promise<Value>): Promise<Asked<Value>> {
  try {
    return { kind: 'found', value: await ask() };
  } catch (error) {
    if (absences.some((name) => isAwsError(error, name))) return { kind: 'absent' };
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
