import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import * as z from 'zod';
import { sesMailer } from '#shared/adapters/aws/ses-mailer.ts';
import { snsSmsSender } from '#shared/adapters/aws/sns-sms-sender.ts';
import type { OutgoingMail, SendResult } from '#shared/ports/sender.ts';
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

const timeoutMs = 150;
let server: ScriptedServer;
before(async () => {
  server = await scriptedServer();
  Object.assign(process.env, {
    AWS_REGION: 'eu-west-1',
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_ENDPOINT_URL_SESV2: server.endpoint,
    AWS_ENDPOINT_URL_SNS: server.endpoint,
  });
});
after(() => server.stop());

type Provider = {
  send: () => Promise<SendResult>;
  accepted: Script;
  refuse: (status: number, code: string) => Script;
  noId: Script;
};
const providers: Record<'SES' | 'SNS', Provider> = {
  SES: {
    send: () => sesMailer('stage', { timeoutMs }).send(mail),
    accepted: { status: 200, body: '{"MessageId":"m-1"}' },
    refuse: (status, code) => ({
      status,
      headers: { 'x-amzn-errortype': code },
      body: JSON.stringify({ message: 'because' }),
    }),
    noId: { status: 200, body: '{}' },
  },
  SNS: {
    send: () => snsSmsSender({ timeoutMs }).send(sms),
    accepted: {
      status: 200,
      body: '<PublishResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><PublishResult><MessageId>m-1</MessageId></PublishResult></PublishResponse>',
    },
    refuse: (status, code) => ({
      status,
      body: `<ErrorResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><Error><Type>Sender</Type><Code>${code}</Code><Message>because</Message></Error></ErrorResponse>`,
    }),
    noId: {
      status: 200,
      body: '<PublishResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><PublishResult></PublishResult></PublishResponse>',
    },
  },
};

type Outcome = 'refused, retry' | 'refused' | 'unknown';

/** What each answer means: status and code as they come over the wire. */
const answers: [provider: 'SES' | 'SNS', status: number, code: string, outcome: Outcome][] = [
  ['SES', 429, 'TooManyRequestsException', 'refused, retry'],
  ['SES', 400, 'ThrottlingException', 'refused, retry'],
  ['SES', 400, 'LimitExceededException', 'refused, retry'],
  ['SES', 400, 'SendingPausedException', 'refused, retry'],
  ['SES', 400, 'AccountSuspendedException', 'refused, retry'],
  ['SES', 400, 'MailFromDomainNotVerifiedException', 'refused, retry'],
  ['SES', 404, 'NotFoundException', 'refused, retry'],
  ['SES', 403, 'ExpiredTokenException', 'refused, retry'],
  ['SES', 403, 'AccessDeniedException', 'refused, retry'],
  ['SES', 400, 'MessageRejected', 'refused'],
  ['SES', 400, 'BadRequestException', 'refused'],
  ['SES', 408, 'RequestTimeoutException', 'unknown'],
  ['SES', 500, 'InternalServiceErrorException', 'unknown'],
  ['SES', 503, 'ServiceUnavailableException', 'unknown'],
  ['SES', 503, 'ThrottlingException', 'unknown'],
  ['SNS', 429, 'Throttled', 'refused, retry'],
  ['SNS', 400, 'Throttling', 'refused, retry'],
  ['SNS', 403, 'AuthorizationError', 'refused, retry'],
  ['SNS', 400, 'InvalidParameter', 'refused'],
  ['SNS', 400, 'OptedOut', 'refused'],
  ['SNS', 500, 'InternalError', 'unknown'],
  ['SNS', 503, 'ServiceUnavailable', 'unknown'],
];

function outcomeOf(result: SendResult): Outcome | 'accepted' {
  return result.kind === 'refused' && result.retry ? 'refused, retry' : result.kind;
}

for (const [name, status, code, outcome] of answers) {
  test(`${name} answering ${status} ${code} means ${outcome}, and is asked once`, async () => {
    server.play(providers[name].refuse(status, code));
    assert.equal(outcomeOf(await providers[name].send()), outcome);
    assert.equal(server.requests.length, 1);
  });
}

for (const [name, { send, accepted, noId }] of Object.entries(providers)) {
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
        assert.equal((await send()).kind, 'unknown');
        assert.equal(server.requests.length, 1);
      });
    }

    test('that cannot be reached has sent nothing', async () => {
      const variable = name === 'SES' ? 'AWS_ENDPOINT_URL_SESV2' : 'AWS_ENDPOINT_URL_SNS';
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
