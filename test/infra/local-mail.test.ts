import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { describe, test } from 'node:test';
import { promisify } from 'node:util';
import {
  CreateEmailIdentityCommand,
  GetAccountCommand,
  GetEmailIdentityCommand,
  NotFoundException,
  PutEmailIdentityFeedbackAttributesCommand,
  SendEmailCommand,
  SESv2Client,
  TooManyRequestsException,
} from '@aws-sdk/client-sesv2';
import { documentClient } from '#shared/adapters/aws/dynamo.ts';
import { dynamoTokenBucket } from '#shared/adapters/aws/dynamo-token-bucket.ts';
import { sesSendRate } from '#shared/adapters/aws/ses-send-rate.ts';
import { parseEventFiles } from '#shared/contracts/provider/parse-event-files.ts';
import { readTableName } from '#shared/config/read-environment.ts';
import { later } from '#infra/local/clock.ts';
import { environment, localServices } from '#test/support/local-services.ts';

const { clock, system } = localServices();

describe('SES', () => {
  const ses = new SESv2Client({ maxAttempts: 1 });
  const send = (to: string, more = {}) =>
    ses.send(
      new SendEmailCommand({
        FromEmailAddress: 'Ann <ann@relance.example>',
        Destination: { ToAddresses: [to] },
        ReplyToAddresses: ['r1@reply.relance.example'],
        ConfigurationSetName: environment('RELANCE_CONFIGURATION_SET'),
        EmailTags: [{ Name: 'step', Value: 's1' }],
        Content: {
          Simple: {
            Subject: { Data: 'Hello' },
            Body: { Text: { Data: 'Hi' }, Html: { Data: '<p>Hi</p>' } },
            Headers: [{ Name: 'X-Custom', Value: 'yes' }],
          },
        },
        ...more,
      }),
    );
  type Published = { eventType: string; mail: { messageId: string; tags: Record<string, string[]> } };
  /** What the queue of provider events holds, out of its envelopes and files; empties the queue. */
  const published = async (): Promise<Published[]> => {
    const { queues, objects } = system().aws;
    const queue = queues.get('relance-local-provider-events') ?? assert.fail();
    const events: Published[] = [];
    for (const { body, receipt = '' } of queue.receive(100)) {
      queue.delete(receipt);
      const files = parseEventFiles(body);
      if (files === undefined) {
        const { Message } = JSON.parse(body) as { Message: string };
        events.push(JSON.parse(Message) as Published);
      }
      if (files?.kind !== 'files') continue;
      for (const { key } of files.parts) {
        assert.match(
          key,
          /^deliveries\/2026\/03\/02\/\d\d\/relance-local-mail-events-1-2026-03-02(-\d\d){3}-[\da-f-]{36}$/,
        );
        const stored = objects.find('relance-local-mail-events', key) ?? assert.fail();
        const lines = String(await objects.read(stored)).split('\n');
        assert.equal(lines.pop(), '');
        events.push(...lines.map((line) => JSON.parse(line) as Published));
      }
    }
    return events;
  };
  const soon = async (seconds: number) => system().runUntil(later(clock.now(), seconds));

  test('publishes Send and Delivery with the tags, some seconds later', async () => {
    const { MessageId } = await send('leo@customer.example');
    assert.match(MessageId ?? '', /^0102[0-9a-f]{12}-[0-9a-f-]{36}-000000$/);
    assert.deepEqual(await published(), []);
    await soon(5);
    const events = await published();
    assert.deepEqual(
      events.map((event) => [event.eventType, event.mail.messageId, event.mail.tags['step']]),
      [
        ['Send', MessageId, ['s1']],
        ['Delivery', MessageId, ['s1']],
      ],
    );
    assert.deepEqual(events[0]?.mail.tags['ses:configuration-set'], ['relance-local']);
  });

  test('the mailbox simulator bounces, complains and answers, with or without a label', async () => {
    const kinds = async (name: string) => {
      await send(`${name}@simulator.amazonses.com`);
      await soon(120);
      return (await published()).map((event) => event.eventType);
    };
    assert.deepEqual(await kinds('bounce+a'), ['Send', 'Bounce']);
    assert.deepEqual(await kinds('suppressionlist'), ['Send', 'Bounce']);
    assert.deepEqual(await kinds('complaint'), ['Send', 'Delivery', 'Complaint']);
    assert.deepEqual(await kinds('success+b'), ['Send', 'Delivery']);
    assert.equal(system().aws.queues.get('relance-local-inbound-mail')?.size, 0);
    assert.deepEqual(await kinds('ooto'), ['Send', 'Delivery']);
    assert.equal(system().aws.queues.get('relance-local-inbound-mail')?.size, 1);
  });

  test('A8: bounces and complaints are mailed to the sender too, as long as the identity forwards them', async () => {
    await ses.send(new CreateEmailIdentityCommand({ EmailIdentity: 'forwards.example' }));
    const daemon = async () => {
      const before = system().aws.mailbox.size;
      for (const name of ['bounce', 'complaint', 'success'])
        await send(`${name}@simulator.amazonses.com`, { FromEmailAddress: 'Ann <ann@forwards.example>' });
      await soon(120);
      await published();
      return system()
        .aws.mailbox.list({ after: before, address: 'ann@forwards.example' })
        .flatMap((each) => (each.kind === 'mail' ? [each.from] : []));
    };
    assert.deepEqual(await daemon(), Array(2).fill('MAILER-DAEMON@eu-west-1.amazonses.com'));
    await ses.send(new PutEmailIdentityFeedbackAttributesCommand({ EmailIdentity: 'forwards.example' }));
    assert.deepEqual(await daemon(), []);
  });

  test('tells of deliveries in a file, of as many as have gathered, and of it in a message', async () => {
    for (const name of ['leo', 'mia', 'noa']) await send(`${name}@customer.example`);
    await soon(5);
    const queue = system().aws.queues.get('relance-local-provider-events') ?? assert.fail();
    assert.equal(queue.size, 3 + 1);
    assert.equal((await published()).filter(({ eventType }) => eventType === 'Delivery').length, 3);
  });

  test('publishes nothing without a configuration set', async () => {
    await send('leo@customer.example', { ConfigurationSetName: undefined });
    await soon(5);
    assert.deepEqual(await published(), []);
  });

  test('fails as ordered: throttled, in error, or silent though the mail went out', async () => {
    const before = system().aws.mailbox.size;
    system().aws.faults.mail.order(
      { answer: 'throttled' },
      { answer: 'server-error' },
      { answer: 'hang-up', accepted: true },
    );
    await assert.rejects(send('leo@customer.example'), TooManyRequestsException);
    await assert.rejects(send('leo@customer.example'), {
      name: 'InternalServiceErrorException',
    });
    assert.equal(system().aws.mailbox.size, before);
    await assert.rejects(send('leo@customer.example'), { code: 'ECONNRESET' });
    assert.equal(system().aws.mailbox.size, before + 1);
  });

  test('F10: refuses what the account may not send, in the words of SES', async () => {
    const { account } = system().aws;
    const refused = async (name: string, message: RegExp, from?: string) =>
      assert.rejects(send('leo@customer.example', from === undefined ? {} : { FromEmailAddress: from }), {
        name,
        message,
      });
    account.change({ mail: { paused: true } });
    await refused('SendingPausedException', /^Sending paused for this account/);
    const paused = await ses.send(new GetAccountCommand());
    assert.deepEqual([paused.SendingEnabled, paused.ProductionAccessEnabled], [false, true]);
    account.change({ mail: { paused: false, sandbox: true, verified: ['relance.example'] } });
    await refused('MessageRejected', /failed the check in region EU-WEST-1: leo@customer\.example$/);
    await send('leo@relance.example');
    account.change({ mail: { sandbox: false, unverified: ['ann@relance.example'] } });
    await refused('MessageRejected', /: Ann <ann@relance\.example>, ann@relance\.example$/);
    account.change({ mail: { unverified: [], quotaUsedUp: true } });
    await refused('LimitExceededException', /^Daily message quota exceeded/);
    account.change({ mail: { quotaUsedUp: false, sendRate: 14 } });
    assert.equal((await ses.send(new GetAccountCommand())).SendQuota?.MaxSendRate, 14);
  });

  test('F10: so many recipients a second go as the account may send, and SES refuses those beyond', async () => {
    const { account } = system().aws;
    account.change({ mail: { sendRate: 14 } });
    const to = (count: number) => ({
      Destination: {
        ToAddresses: Array.from({ length: count }, (_, number) => `u${number}@customer.example`),
      },
    });
    await soon(1);
    await send('', to(10));
    await assert.rejects(send('', to(5)), TooManyRequestsException);
    await send('', to(4));
    await assert.rejects(send('', to(1)), TooManyRequestsException);
    await soon(1);
    await send('', to(50));
    await assert.rejects(send('', to(1)), TooManyRequestsException);
    await soon(5);
    await published();
    account.change({ mail: { sendRate: 10_000 } });
  });

  test('F10: the send rate is read from the account, and its tokens are counted by second', async () => {
    system().aws.account.change({ mail: { sendRate: 14 } });
    assert.equal(await sesSendRate().perSecond(), 14);
    const bucket = dynamoTokenBucket({ client: documentClient(), tableName: readTableName });
    assert.deepEqual(
      [await bucket.add(1_000, 3), await bucket.add(1_000, 4), await bucket.add(1_001, 1)],
      [3, 7, 1],
    );
  });

  test('F10: it is told when the account has sent most of what SES allows it in a day', async () => {
    const told: object[] = [];
    const read = () => sesSendRate({ onQuotaNears: (quota) => told.push(quota) }).perSecond();
    await read();
    system().aws.account.change({ mail: { quotaUsedUp: true } });
    await read();
    system().aws.account.change({ mail: { quotaUsedUp: false } });
    assert.deepEqual(told, [{ sent: 50_000, allowed: 50_000 }]);
  });

  test('takes raw mail', async () => {
    const raw =
      'From: a@relance.example\r\nTo: leo@customer.example\r\nSubject: Raw\r\nList-Unsubscribe: <https://x.example/u>\r\n\r\nBody\r\n';
    const { MessageId } = await send('leo@customer.example', {
      Content: { Raw: { Data: Buffer.from(raw) } },
    });
    const kept = system().aws.mailbox.get(MessageId ?? '');
    assert.ok(kept?.kind === 'mail');
    assert.deepEqual([kept.subject, kept.text?.trim()], ['Raw', 'Body']);
    assert.ok(kept.headers.some((each) => each.name === 'List-Unsubscribe'));
  });

  test('knows the identities that were made', async () => {
    await assert.rejects(
      ses.send(new GetEmailIdentityCommand({ EmailIdentity: 'a.example' })),
      NotFoundException,
    );
    await ses.send(new CreateEmailIdentityCommand({ EmailIdentity: 'a.example' }));
    const identity = await ses.send(new GetEmailIdentityCommand({ EmailIdentity: 'a.example' }));
    assert.equal(identity.VerifiedForSendingStatus, true);
    assert.equal(identity.DkimAttributes?.Tokens?.length, 3);
  });
});

describe('npm run holds', () => {
  const command = (...args: string[]) =>
    promisify(execFile)(process.execPath, ['infra/operator/holds.ts', ...args]).then(({ stdout }) =>
      stdout.trim(),
    );

  test('F10: the operator holds the whole stage, sees it, and releases it', async () => {
    assert.equal(await command('local'), 'Nothing is held.');
    assert.equal(await command('local', 'hold', 'mail', '--note', 'restoring'), 'stage.mail is held.');
    const [hold] = JSON.parse(await command('local', 'list'));
    assert.deepEqual(
      [hold.id, hold.reason],
      ['stage.mail', { kind: 'person', userId: 'operator', note: 'restoring' }],
    );
    assert.match(await command('local', 'release', 'mail'), /^stage\.mail is released/);
    assert.equal(await command('local'), 'Nothing is held.');
    assert.equal(await command('local', 'release', 'mail'), 'stage.mail is not held.');
    await assert.rejects(command('local', 'hold', 'everything'), {
      code: 64,
      stderr: /^“everything” is neither mail nor sms nor all\.\n\nusage: npm run holds/,
    });
  });
});
