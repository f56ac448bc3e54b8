import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import { close, createAwsServer, listen } from '#infra/local/aws/server.ts';
import {
  AwsError,
  json,
  jsonError,
  xmlText,
  type AwsRequest,
  type AwsResponse,
  type Service,
} from '#infra/local/aws/wire.ts';
import { stageAccount } from '#shared/adapters/aws/stage-account.ts';
import { deployedAccount } from '#infra/operator/deployed-account.ts';
import { functionsAtOnce } from '#functions/manifest.ts';
import { exitCodeOf, type Finding } from '#shared/domain/doctor/finding.ts';
import { examine } from '#shared/use-cases/doctor/examine.ts';
import { memoryDns } from '#test/support/memory/memory-dns.ts';

/** Answers by what is asked: `GET /path`, or the action of a protocol that has actions. */
type Answers = Record<string, (request: AwsRequest) => AwsResponse>;

/** An account in which everything is in order, as its services say it. */
const inOrder = (): Answers => ({
  'GET /v2/email/account': () =>
    json({
      ProductionAccessEnabled: true,
      SendingEnabled: true,
      EnforcementStatus: 'HEALTHY',
      SendQuota: { Max24HourSend: 50_000, MaxSendRate: 14, SentLast24Hours: 120 },
    }),
  'GET /v2/email/identities/example.com': () =>
    json({
      IdentityType: 'DOMAIN',
      VerifiedForSendingStatus: true,
      DkimAttributes: { SigningEnabled: true, Status: 'SUCCESS' },
      MailFromAttributes: { MailFromDomain: 'bounce.example.com', MailFromDomainStatus: 'SUCCESS' },
    }),
  'GET /v2/email/configuration-sets/relance-prod': () =>
    json({
      ConfigurationSetName: 'relance-prod',
      SendingOptions: { SendingEnabled: true },
      SuppressionOptions: { SuppressedReasons: [] },
    }),
  'GET /2015-03-31/functions/relance-prod-run-due-steps/configuration': () =>
    json({
      FunctionArn: 'arn:aws:lambda:eu-west-1:123456789012:function:relance-prod-run-due-steps',
      Environment: {
        Variables: { RELANCE_FROM: 'sales@example.com', RELANCE_REPLY_DOMAIN: 'reply.example.com' },
      },
    }),
  'GET /2016-08-19/account-settings': () =>
    json({ AccountLimit: { ConcurrentExecutions: 1000, UnreservedConcurrentExecutions: 900 } }),
  ListAWSDefaultServiceQuotas: () =>
    json({
      Quotas: [
        { QuotaName: 'CreateSchedule request rate', Value: 250 },
        { QuotaName: 'Invocations throttle limit in transactions per second', Value: 500 },
      ],
    }),
  ListServiceQuotas: () => json({ Quotas: [{ QuotaName: 'CreateSchedule request rate', Value: 1000 }] }),
  GetSMSSandboxAccountStatus: () => xml('GetSMSSandboxAccountStatus', '<IsInSandbox>false</IsInSandbox>'),
  GetSMSAttributes: () =>
    xml(
      'GetSMSAttributes',
      '<attributes><entry><key>MonthlySpendLimit</key><value>50</value></entry></attributes>',
    ),
  ListSubscriptionsByTopic: (request) => {
    const topic = new URLSearchParams(request.body.toString()).get('TopicArn') ?? '';
    assert.equal(topic, 'arn:aws:sns:eu-west-1:123456789012:relance-prod-alarms');
    return subscriptions([['ops@example.com', `${topic}:b6f5`]]);
  },
});

const xml = (action: string, result: string): AwsResponse => ({
  status: 200,
  headers: { 'content-type': 'text/xml' },
  body: `<${action}Response xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><${action}Result>${result}</${action}Result></${action}Response>`,
});

const subscriptions = (of: [endpoint: string, arn: string][]) =>
  xml(
    'ListSubscriptionsByTopic',
    `<Subscriptions>${of.map(([endpoint, arn]) => `<member><Endpoint>${xmlText(endpoint)}</Endpoint><SubscriptionArn>${arn}</SubscriptionArn></member>`).join('')}</Subscriptions>`,
  );

const absent =
  (code: string, status = 404) =>
  (): never => {
    throw new AwsError(status, code, 'It does not exist.');
  };

let answers: Answers;
let asked: string[];
/** What is never answered. */
const hanging = new Set<string>();
const stage = {
  region: 'eu-west-1',
  domain: 'example.com',
  replyDomain: 'reply.example.com',
  from: 'sales@example.com',
  smsConfigurationSet: undefined,
  alarmTopicArn: 'arn:aws:sns:eu-west-1:123456789012:relance-prod-alarms',
};

/** What a request asks for: the action of the query protocol, of JSON 1.1, or method and path. */
function questionOf({ method, url, headers, body }: AwsRequest): string {
  const target = headers['x-amz-target'];
  if (typeof target === 'string') return target.split('.')[1] ?? '';
  const action = new URLSearchParams(body.toString()).get('Action');
  return action ?? `${method} ${decodeURIComponent(url.pathname).replace(/\/$/, '')}`;
}

const service = (refuse: Service['refuse']): Service => ({
  refuse,
  answer: (request) => {
    const question = questionOf(request);
    asked.push(question);
    if (hanging.has(question)) return new Promise(() => undefined);
    const answer = answers[question];
    if (answer === undefined) throw new AwsError(403, 'AccessDeniedException', `No right to ${question}.`);
    return answer(request);
  },
});

const queryError = ({ status, code, message }: AwsError): AwsResponse => ({
  status,
  headers: { 'content-type': 'text/xml' },
  body: `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>${xmlText(message)}</Message></Error></ErrorResponse>`,
});

const server = createAwsServer({
  ses: service(jsonError),
  lambda: service(jsonError),
  servicequotas: service(jsonError),
  sns: service(queryError),
  'sms-voice': service(jsonError),
});
const dns = memoryDns();

before(async () => {
  Object.assign(process.env, {
    AWS_REGION: 'eu-west-1',
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_ENDPOINT_URL: `http://127.0.0.1:${await listen(server, 0)}`,
  });
});
after(() => close(server));
beforeEach(() => {
  answers = inOrder();
  asked = [];
  dns.publish('MX', 'reply.example.com', '10 inbound-smtp.eu-west-1.amazonaws.com');
});

const examined = (plan: { mailsPerDay?: number; texts?: boolean } = {}) =>
  examine(deployedAccount('prod', dns), {
    stage: 'prod',
    mailsPerDay: 10_000,
    texts: true,
    functionsAtOnce,
    ...plan,
  });

const open = (findings: readonly Finding[]) =>
  findings.filter(({ verdict }) => verdict !== 'ok').map(({ what, verdict }) => `${verdict} ${what}`);

describe('the doctor of a stage', () => {
  test('finds nothing to do where everything is in order, and only reads', async () => {
    const findings = await examined();
    assert.deepEqual(open(findings), []);
    assert.equal(exitCodeOf(findings), 0);
    assert.equal(findings.length, 14);
    for (const question of asked) assert.match(question, /^(GET |Get|List|Describe)/);
  });

  const cases: [title: string, change: Partial<Answers>, expected: string[], says: RegExp][] = [
    [
      'the sandbox',
      {
        'GET /v2/email/account': () =>
          json({
            ProductionAccessEnabled: false,
            SendingEnabled: true,
            EnforcementStatus: 'HEALTHY',
            SendQuota: { Max24HourSend: 200, MaxSendRate: 1, SentLast24Hours: 0 },
          }),
      },
      ['to-do SES: production access', 'to-do SES: quota'],
      /Request production access/,
    ],
    [
      'an account that SES has paused',
      {
        'GET /v2/email/account': () =>
          json({
            ProductionAccessEnabled: true,
            SendingEnabled: false,
            EnforcementStatus: 'SHUTDOWN',
            SendQuota: { Max24HourSend: 50_000, MaxSendRate: 14, SentLast24Hours: 0 },
          }),
      },
      ['to-do SES: standing of the account'],
      /Answer the case of SES/,
    ],
    [
      'a domain whose records are not published',
      {
        'GET /v2/email/identities/example.com': () =>
          json({ VerifiedForSendingStatus: false, DkimAttributes: { Status: 'PENDING' } }),
      },
      ['to-do SES: example.com', 'to-do SES: DKIM of example.com'],
      /relance-prod-messaging/,
    ],
    [
      'a domain that SES does not know',
      { 'GET /v2/email/identities/example.com': absent('NotFoundException') },
      ['to-do SES: example.com', 'to-do SES: DKIM of example.com'],
      /identity=existing/,
    ],
    [
      'a suppression list of SES beside ours',
      {
        'GET /v2/email/configuration-sets/relance-prod': () =>
          json({ SuppressionOptions: { SuppressedReasons: ['BOUNCE', 'COMPLAINT'] } }),
      },
      ['to-do SES: configuration set'],
      /override the suppression list/,
    ],
    [
      'a configuration set that leaves the list of the account in force',
      { 'GET /v2/email/configuration-sets/relance-prod': () => json({}) },
      ['to-do SES: configuration set'],
      /override the suppression list/,
    ],
    [
      'the ten functions of a new account',
      {
        'GET /2016-08-19/account-settings': () =>
          json({ AccountLimit: { ConcurrentExecutions: 10, UnreservedConcurrentExecutions: 10 } }),
      },
      ['to-do Lambda: concurrency'],
      /Concurrent executions/,
    ],
    [
      'the sandbox and the dollar of texts',
      {
        GetSMSSandboxAccountStatus: () =>
          xml('GetSMSSandboxAccountStatus', '<IsInSandbox>true</IsInSandbox>'),
        GetSMSAttributes: () => xml('GetSMSAttributes', '<attributes/>'),
      },
      ['to-do SNS: sandbox for texts', 'to-do SNS: spending limit for texts'],
      /Exit SMS sandbox/,
    ],
    [
      'alarms whose receiver has not confirmed',
      { ListSubscriptionsByTopic: () => subscriptions([['ops@example.com', 'PendingConfirmation']]) },
      ['to-do Alarms: who is told'],
      /Confirm by the link/,
    ],
    [
      'alarms that nobody is told of',
      { ListSubscriptionsByTopic: () => subscriptions([]) },
      ['to-do Alarms: who is told'],
      /alarmEmail/,
    ],
    [
      'alarms without a topic',
      { ListSubscriptionsByTopic: absent('NotFound') },
      ['to-do Alarms: who is told'],
      /relance-prod-monitoring/,
    ],
  ];
  for (const [title, change, expected, says] of cases) {
    test(`says what to do about ${title}`, async () => {
      answers = { ...answers, ...(change as Answers) };
      const findings = await examined();
      assert.deepEqual(open(findings), expected);
      assert.match(findings.map(({ toDo }) => toDo).join('\n'), says);
      assert.equal(exitCodeOf(findings), 1);
    });
  }

  test('says when replies go elsewhere, or nowhere', async () => {
    dns.publish('MX', 'reply.example.com', '10 mail.other.example');
    assert.deepEqual(open(await examined()), ['to-do DNS: MX of reply.example.com']);
    dns.publish(
      'MX',
      'reply.example.com',
      '10 mail.other.example',
      '20 inbound-smtp.eu-west-1.amazonaws.com',
    );
    assert.deepEqual(open(await examined()), ['to-do DNS: MX of reply.example.com']);
    dns.unpublish('MX', 'reply.example.com');
    assert.deepEqual(open(await examined()), ['to-do DNS: MX of reply.example.com']);
  });

  test('judges quotas by what the stage is to bear; a quota that was raised counts', async () => {
    assert.deepEqual(open(await examined({ mailsPerDay: 2_000_000 })), [
      'to-do SES: quota',
      'to-do Scheduler: entries fired in a second',
    ]);
  });

  test('asks nothing of texts where none are sent', async () => {
    const findings = await examined({ texts: false });
    assert.equal(findings.length, 12);
    assert.ok(!asked.includes('GetSMSAttributes'));
  });

  test('tells what could not be asked, and asks the rest', async () => {
    answers = Object.fromEntries(Object.entries(answers).filter(([question]) => !/Quotas/.test(question)));
    const findings = await examined();
    assert.deepEqual(open(findings), [
      'not-asked Scheduler: entries made in a second',
      'not-asked Scheduler: entries fired in a second',
    ]);
    assert.match(findings.map(({ says }) => says).join(), /AccessDenied/);
    assert.equal(exitCodeOf(findings), 2);
  });

  test('says of a stage that is not deployed what the account lacks all the same', async () => {
    answers = {
      ...answers,
      'GET /2015-03-31/functions/relance-prod-run-due-steps/configuration':
        absent('ResourceNotFoundException'),
      'GET /v2/email/configuration-sets/relance-prod': absent('NotFoundException'),
    };
    assert.deepEqual(open(await examined()), [
      'to-do Stage',
      'to-do SES: configuration set',
      'to-do Alarms: who is told',
    ]);
  });

  test('asks End User Messaging of texts where the stage sends by it', async () => {
    answers = {
      ...answers,
      'GET /2015-03-31/functions/relance-prod-run-due-steps/configuration': () =>
        json({
          FunctionArn: 'arn:aws:lambda:eu-west-1:123456789012:function:relance-prod-run-due-steps',
          Environment: {
            Variables: {
              RELANCE_FROM: 'sales@mail.example.com',
              RELANCE_DOMAIN: 'example.com',
              RELANCE_REPLY_DOMAIN: 'reply.example.com',
              RELANCE_SMS_CONFIGURATION_SET: 'relance-prod',
            },
          },
        }),
      DescribeAccountAttributes: () =>
        json({ AccountAttributes: [{ Name: 'ACCOUNT_TIER', Value: 'SANDBOX' }] }),
      DescribeSpendLimits: () =>
        json({
          SpendLimits: [
            { Name: 'TEXT_MESSAGE_MONTHLY_SPEND_LIMIT', EnforcedLimit: 1, MaxLimit: 1, Overridden: false },
          ],
        }),
    };
    const findings = await examined();
    assert.deepEqual(open(findings), [
      'to-do End User Messaging: sandbox for texts',
      'to-do End User Messaging: spending limit for texts',
    ]);
    assert.match(findings.map(({ says }) => says).join(), /beyond it texts are held/);
    assert.ok(!asked.includes('GetSMSAttributes'));
  });

  test('gives up in time what does not answer, and asks the rest', async () => {
    const known = { kind: 'found', value: stage } as const;
    const account = stageAccount('relance-prod', async () => known, dns, { attempts: 1, inAllMs: 300 });
    hanging.add('GET /v2/email/account');
    const begun = performance.now();
    const findings = await examine(account, {
      stage: 'prod',
      mailsPerDay: 10_000,
      texts: true,
      functionsAtOnce,
    });
    hanging.clear();
    assert.ok(performance.now() - begun < 5_000);
    assert.deepEqual(open(findings), [
      'not-asked SES: production access',
      'not-asked SES: standing of the account',
      'not-asked SES: quota',
    ]);
  });
});
