import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import * as z from 'zod';
import { sesMailer } from '#shared/adapters/aws/ses-mailer.ts';
import { endUserMessagingSender } from '#shared/adapters/aws/end-user-messaging-sender.ts';
import { snsSmsSender } from '#shared/adapters/aws/sns-sms-sender.ts';
import type { OutgoingMail, SendResult } from '#shared/domain/core/message.ts';
import { at } from '#test/support/at.ts';
import { scriptedServer, type Script, type ScriptedServer } from './scripted-server.ts';

const mail: OutgoingMail = {
  from: { name: 'Ana "Pop"', address: 'ana@acme.example' },
  replyTo: 'r+1@reply.acme.example',
  to: 'elise@initech.example',
  subject: 'Bonjour Élise',
  html: '<p>Bonjour</p>',
  text: 'Bonjour',
  headers: { 'In-Reply-To': '<m1@eu-west-1.amazonses.com>' },
  tags: { organisation: 'acme', step: 's1' },
};
const sms = { to: '+33612345678', text: 'Bonjour', tags: {} };

/** Far longer than any answer takes, however loaded the machine is. */
const timeoutMs = 30_000;
/** Where no answer comes at all. */
const shortMs = 1_000;
const stage = { configurationSet: 'stage', from: 'sales@acme.example' };
/** How long each wait would have been. */
const waits: number[] = [];
const pause = { wait: async (ms: number) => void waits.push(ms), random: () => 0 };
const mailer = (ms = timeoutMs) => sesMailer(stage, { timeoutMs: ms, pause });
let server: ScriptedServer;
before(async () => {
  server = await scriptedServer();
  Object.assign(process.env, {
    AWS_REGION: 'eu-west-1',
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_ENDPOINT_URL_SESV2: server.endpoint,
    AWS_ENDPOINT_URL_SNS: server.endpoint,
    AWS_ENDPOINT_URL_PINPOINT_SMS_VOICE_V2: server.endpoint,
  });
});
after(() => server.stop());

type Provider = {
  send: (timeoutMs?: number) => Promise<SendResult>;
  accepted: Script;
  refuse: (status: number, code: string, text?: string) => Script;
  noId: Script;
};
const endUserMessaging = (ms = timeoutMs, identity?: string) =>
  endUserMessagingSender({ configurationSet: 'stage', identity }, { timeoutMs: ms, pause, clock });
const clock = { now: () => at('2027-03-15T19:30:00.500Z') };

type Name = 'SES' | 'SNS' | 'End User Messaging';
/** Where the SDK looks for the address of each. */
const endpoints: Record<Name, string> = {
  SES: 'AWS_ENDPOINT_URL_SESV2',
  SNS: 'AWS_ENDPOINT_URL_SNS',
  'End User Messaging': 'AWS_ENDPOINT_URL_PINPOINT_SMS_VOICE_V2',
};
const providers: Record<Name, Provider> = {
  SES: {
    send: (ms) => mailer(ms).send(mail),
    accepted: { status: 200, body: '{"MessageId":"m-1"}' },
    refuse: (status, code, text = 'because') => ({
      status,
      headers: { 'x-amzn-errortype': code },
      body: JSON.stringify({ message: text }),
    }),
    noId: { status: 200, body: '{}' },
  },
  SNS: {
    send: (ms = timeoutMs) => snsSmsSender({ timeoutMs: ms, pause }).send(sms),
    accepted: {
      status: 200,
      body: '<PublishResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><PublishResult><MessageId>m-1</MessageId></PublishResult></PublishResponse>',
    },
    refuse: (status, code, text = 'because') => ({
      status,
      body: `<ErrorResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><Error><Type>Sender</Type><Code>${code}</Code><Message>${text}</Message></Error></ErrorResponse>`,
    }),
    noId: {
      status: 200,
      body: '<PublishResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><PublishResult></PublishResult></PublishResponse>',
    },
  },
  'End User Messaging': {
    send: (ms) => endUserMessaging(ms).send(sms),
    accepted: { status: 200, body: '{"MessageId":"m-1"}' },
    refuse: (status, code, text = 'because') => {
      const [name = '', reason] = code.split(' ');
      return {
        status,
        headers: { 'content-type': 'application/x-amz-json-1.0' },
        body: JSON.stringify({ __type: `com.amazonaws#${name}`, Message: text, Reason: reason }),
      };
    },
    noId: { status: 200, body: '{}' },
  },
};

type Outcome = 'refused, retry' | 'refused' | 'unknown' | 'held' | 'held, sender';

const notVerified = (...identities: string[]) =>
  `Email address is not verified. The following identities failed the check in region EU-WEST-1: ${identities.join(', ')}`;

/** What each answer means: status, code and text as they come over the wire. */
const answers: [provider: Name, status: number, code: string, outcome: Outcome, text?: string][] = [
  ['SES', 429, 'TooManyRequestsException', 'refused, retry', 'Maximum sending rate exceeded.'],
  ['SES', 400, 'ThrottlingException', 'refused, retry', 'Rate exceeded'],
  ['SES', 400, 'LimitExceededException', 'held', 'Daily message quota exceeded.'],
  ['SES', 429, 'TooManyRequestsException', 'held', 'Daily message quota exceeded.'],
  ['SES', 400, 'SendingPausedException', 'held', 'Email sending is disabled for the configuration set.'],
  ['SES', 400, 'AccountSuspendedException', 'held'],
  ['SES', 400, 'MailFromDomainNotVerifiedException', 'held, sender'],
  ['SES', 404, 'NotFoundException', 'held', 'Configuration set <stage> does not exist.'],
  ['SES', 403, 'ExpiredTokenException', 'held'],
  ['SES', 400, 'UnrecognizedClientException', 'held'],
  ['SES', 403, 'AccessDeniedException', 'held'],
  ['SES', 400, 'MessageRejected', 'refused'],
  [
    'SES',
    400,
    'MessageRejected',
    'held',
    'Sending paused for this account. For more information, please check …',
  ],
  [
    'SES',
    400,
    'MessageRejected',
    'held, sender',
    notVerified('"Ana" <ana@acme.example>', 'ANA@acme.example'),
  ],
  ['SES', 400, 'MessageRejected', 'held, sender', notVerified('acme.example')],
  ['SES', 400, 'MessageRejected', 'held', notVerified('elise@initech.example')],
  ['SES', 400, 'MessageRejected', 'held', notVerified('ana@acme.example', 'elise@initech.example')],
  ['SES', 400, 'MessageRejected', 'held', notVerified('bounce@elsewhere.example…')],
  ['SES', 400, 'MessageRejected', 'refused', 'Address is not verified by its owner'],
  ['SES', 400, 'BadRequestException', 'refused', 'Local address contains control or whitespace'],
  ['SES', 408, 'RequestTimeoutException', 'unknown'],
  ['SES', 500, 'InternalServiceErrorException', 'unknown'],
  ['SES', 503, 'ServiceUnavailableException', 'unknown'],
  ['SES', 503, 'ThrottlingException', 'unknown'],
  ['SNS', 429, 'Throttled', 'refused, retry', 'Rate exceeded'],
  ['SNS', 400, 'Throttling', 'refused, retry', 'Rate exceeded'],
  ['SNS', 403, 'AuthorizationError', 'held'],
  ['SNS', 403, 'InvalidClientTokenId', 'held'],
  [
    'SNS',
    400,
    'InvalidParameter',
    'held',
    'The phone number is not verified: the account is in the SMS sandbox',
  ],
  ['SNS', 400, 'Throttled', 'held', 'No quota left for account'],
  [
    'SNS',
    400,
    'InvalidParameter',
    'refused',
    'Invalid parameter: PhoneNumber Reason: +33612345678 is not valid',
  ],
  ['SNS', 400, 'OptedOut', 'refused', 'The phone number +33612345678 is opted out'],
  ['SNS', 500, 'InternalError', 'unknown'],
  ['SNS', 503, 'ServiceUnavailable', 'unknown'],
  ['End User Messaging', 400, 'ThrottlingException', 'refused, retry', 'Rate exceeded'],
  ['End User Messaging', 400, 'AccessDeniedException', 'held'],
  ['End User Messaging', 400, 'AccessDeniedException ACCOUNT_DISABLED', 'held'],
  ['End User Messaging', 400, 'UnrecognizedClientException', 'held'],
  ['End User Messaging', 400, 'ResourceNotFoundException', 'held'],
  ['End User Messaging', 400, 'ConflictException DESTINATION_PHONE_NUMBER_NOT_VERIFIED', 'held'],
  ['End User Messaging', 400, 'ConflictException RESOURCE_NOT_ACTIVE', 'held'],
  ['End User Messaging', 400, 'ConflictException DESTINATION_PHONE_NUMBER_OPTED_OUT', 'refused'],
  ['End User Messaging', 400, 'ConflictException NO_ORIGINATION_IDENTITIES_FOUND', 'refused'],
  [
    'End User Messaging',
    400,
    'ConflictException DESTINATION_COUNTRY_BLOCKED_BY_PROTECT_CONFIGURATION',
    'refused',
  ],
  ['End User Messaging', 400, 'ServiceQuotaExceededException MONTHLY_SPEND_LIMIT_REACHED_FOR_TEXT', 'held'],
  [
    'End User Messaging',
    400,
    'ServiceQuotaExceededException DAILY_DESTINATION_CALL_LIMIT',
    'refused',
    'The quota of calls to this destination is used up',
  ],
  ['End User Messaging', 400, 'ValidationException INVALID_PARAMETER', 'refused'],
  ['End User Messaging', 400, 'ValidationException INVALID_ARN', 'held'],
  ['End User Messaging', 500, 'InternalServerException', 'unknown'],
  ['End User Messaging', 503, 'ServiceUnavailableException', 'unknown'],
];

function outcomeOf(result: SendResult): Outcome | 'accepted' {
  if (result.kind === 'held') return result.level === 'sender' ? 'held, sender' : 'held';
  return result.kind === 'refused' && result.retry ? 'refused, retry' : result.kind;
}

for (const [name, status, code, outcome, text = 'because'] of answers) {
  const times = outcome === 'refused, retry' ? 5 : 1;
  test(`F3, F10: ${name} answering ${status} ${code} “${text}” means ${outcome}, and is asked ${times === 1 ? 'once' : 'again'}`, async () => {
    server.play(providers[name].refuse(status, code, text));
    const result = await providers[name].send();
    assert.equal(outcomeOf(result), outcome);
    assert.equal(server.requests.length, times);
    if (result.kind !== 'held') return;
    // The SDK names what it knows by its class; a bundle, by the code.
    assert.ok(result.code.startsWith(code.split(' ')[0] ?? ''));
    assert.equal(result.message, text);
  });
}

test('F10: what concerns the stage’s own address concerns the stage', async () => {
  server.play(providers.SES.refuse(400, 'MessageRejected', notVerified('sales@acme.example')));
  const result = await mailer().send({ ...mail, from: { name: 'Acme', address: 'sales@acme.example' } });
  assert.equal(outcomeOf(result), 'held');
});

test('F10: what is too fast is sent again within three seconds, and accepted then', async () => {
  waits.length = 0;
  server.play(providers.SES.refuse(429, 'TooManyRequestsException', 'Maximum sending rate exceeded.'));
  const accepting = sesMailer(stage, {
    timeoutMs,
    pause: {
      random: () => 1,
      wait: async (ms) => {
        waits.push(ms);
        if (waits.length === 2) server.play(providers.SES.accepted);
      },
    },
  });
  assert.equal((await accepting.send(mail)).kind, 'accepted');
  assert.deepEqual(waits, [200, 400]);
  server.play(providers.SES.refuse(429, 'TooManyRequestsException', 'Maximum sending rate exceeded.'));
  waits.length = 0;
  await sesMailer(stage, { timeoutMs, pause: { ...pause, random: () => 1 } }).send(mail);
  assert.equal(
    waits.reduce((sum, ms) => sum + ms, 0),
    3_000,
  );
});

for (const [name, { send, accepted, noId }] of Object.entries(providers) as [Name, Provider][]) {
  describe(`${name} without a clear answer`, () => {
    const unclear: [string, Script][] = [
      ['hangs up', 'hang-up'],
      ['cuts its answer short', 'cut-short'],
      ['says nothing in time', 'silence'],
      ['answers with something else', { status: 200, body: 'It works!' }],
      ['gives no message id', noId],
      ['sends elsewhere', { status: 302, headers: { location: 'https://example.com' }, body: '' }],
    ];
    for (const [what, script] of unclear) {
      test(`that ${what} leaves the outcome unknown, and is asked once`, async () => {
        server.play(script);
        assert.equal((await send(script === 'silence' ? shortMs : timeoutMs)).kind, 'unknown');
        assert.equal(server.requests.length, 1);
      });
    }

    test('that cannot be reached has sent nothing', async () => {
      const variable = endpoints[name];
      const closed = await scriptedServer();
      await closed.stop();
      process.env[variable] = closed.endpoint;
      const result = await send();
      process.env[variable] = server.endpoint;
      assert.equal(outcomeOf(result), 'refused, retry');
    });

    test('but an accepted message has its id', async () => {
      server.play(accepted);
      assert.deepEqual(await send(), { kind: 'accepted', messageId: 'm-1' });
    });
  });
}

test('a mail goes out with its thread, tags, reply address and configuration set', async () => {
  server.play(providers.SES.accepted);
  await providers.SES.send();
  const body = z.record(z.string(), z.unknown()).parse(JSON.parse(server.requests[0] ?? ''));
  assert.deepEqual(body, {
    FromEmailAddress: String.raw`"Ana \"Pop\"" <ana@acme.example>`,
    ReplyToAddresses: ['r+1@reply.acme.example'],
    Destination: { ToAddresses: ['elise@initech.example'] },
    ConfigurationSetName: 'stage',
    EmailTags: [
      { Name: 'organisation', Value: 'acme' },
      { Name: 'step', Value: 's1' },
    ],
    Content: {
      Simple: {
        Subject: { Data: 'Bonjour Élise', Charset: 'UTF-8' },
        Body: {
          Html: { Data: '<p>Bonjour</p>', Charset: 'UTF-8' },
          Text: { Data: 'Bonjour', Charset: 'UTF-8' },
        },
        Headers: [{ Name: 'In-Reply-To', Value: '<m1@eu-west-1.amazonses.com>' }],
      },
    },
  });
});

test('a text goes out to its number', async () => {
  server.play(providers.SNS.accepted);
  await providers.SNS.send();
  const form = new URLSearchParams(server.requests[0]);
  assert.equal(form.get('PhoneNumber'), sms.to);
  assert.equal(form.get('Message'), sms.text);
});

describe('a text through End User Messaging', () => {
  const bodyOf = () => z.record(z.string(), z.unknown()).parse(JSON.parse(server.requests[0] ?? ''));
  const tags = { organisation: 'acme', enrollment: 'l1_q1_1', step: 's2', attempt: '1' };

  test('F3: bears the key of its step, by which its events settle it', async () => {
    server.play(providers['End User Messaging'].accepted);
    await endUserMessaging(timeoutMs, 'pool-1').send({ ...sms, tags });
    assert.deepEqual(bodyOf(), {
      DestinationPhoneNumber: sms.to,
      MessageBody: sms.text,
      MessageType: 'TRANSACTIONAL',
      ConfigurationSetName: 'stage',
      OriginationIdentity: 'pool-1',
      TimeToLive: 259_200,
      Context: tags,
    });
  });

  test('E4: is given up when the quiet hours of its recipient begin', async () => {
    for (const [notAfter, seconds] of [
      [at('2027-03-15T20:00:00.000Z'), 1_799],
      [at('2027-03-15T19:30:11.000Z'), 10],
      [at('2027-03-20T19:00:00.000Z'), 259_200],
    ] as const) {
      server.play(providers['End User Messaging'].accepted);
      await endUserMessaging().send({ ...sms, notAfter });
      assert.equal(bodyOf()['TimeToLive'], seconds);
    }
  });

  test('E4: is not sent within seconds of them, and waits for their end', async () => {
    server.play(providers['End User Messaging'].accepted);
    const result = await endUserMessaging().send({ ...sms, notAfter: at('2027-03-15T19:30:10.000Z') });
    assert.equal(outcomeOf(result), 'refused, retry');
    assert.equal(server.requests.length, 0);
  });
});
