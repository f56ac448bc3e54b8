import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { functions } from '#functions/manifest.ts';
import { apiRoutes } from '#functions/api/api-routes.ts';
import { bundling } from '#infra/constructs/bundling.ts';
import { environmentOf } from '#infra/local/environment.ts';
import type { documentClient } from '#shared/adapters/aws/dynamo.ts';
import type { putItem } from '#shared/adapters/aws/dynamo-put.ts';
import type { endUserMessagingSender } from '#shared/adapters/aws/end-user-messaging-sender.ts';
import type { eventScheduler } from '#shared/adapters/aws/event-scheduler.ts';
import type { s3Files } from '#shared/adapters/aws/s3-files.ts';
import type { sesMailer } from '#shared/adapters/aws/ses-mailer.ts';
import type { snsSmsSender } from '#shared/adapters/aws/sns-sms-sender.ts';
import { scriptedServer, type ScriptedServer } from '#test/contracts/ports/scripted-server.ts';
import { at, laneNamed } from '#test/support/at.ts';

/** The adapters as functions get them: bundled, the SDK without what is not used. */
type Adapters = {
  documentClient: typeof documentClient;
  putItem: typeof putItem;
  endUserMessagingSender: typeof endUserMessagingSender;
  eventScheduler: typeof eventScheduler;
  s3Files: typeof s3Files;
  sesMailer: typeof sesMailer;
  snsSmsSender: typeof snsSmsSender;
};
const contents = `
export { documentClient } from '#shared/adapters/aws/dynamo.ts';
export { putItem } from '#shared/adapters/aws/dynamo-put.ts';
export { endUserMessagingSender } from '#shared/adapters/aws/end-user-messaging-sender.ts';
export { eventScheduler } from '#shared/adapters/aws/event-scheduler.ts';
export { s3Files } from '#shared/adapters/aws/s3-files.ts';
export { sesMailer } from '#shared/adapters/aws/ses-mailer.ts';
export { snsSmsSender } from '#shared/adapters/aws/sns-sms-sender.ts';
`;
const folder = mkdtempSync(join(tmpdir(), 'relance-bundle-'));
let server: ScriptedServer;
let adapters: Adapters;

before(async () => {
  server = await scriptedServer();
  const { endpoint } = server;
  Object.assign(process.env, environmentOf({ aws: endpoint, dynamodb: endpoint, http: endpoint }));
  const outfile = join(folder, 'adapters.mjs');
  await build({ ...bundling, stdin: { contents, resolveDir: process.cwd() }, outfile });
  adapters = (await import(pathToFileURL(outfile).href)) as Adapters;
});
after(async () => {
  await server.stop();
  rmSync(folder, { recursive: true });
});

const json = (status: number, code: string, body: object = {}) => ({
  status,
  headers: { 'x-amzn-errortype': code, 'content-type': 'application/json' },
  body: JSON.stringify({ __type: `com.amazonaws.service#${code}`, message: 'because', ...body }),
});
const mail = {
  from: { name: 'Ana', address: 'ana@acme.example' },
  replyTo: 'r@acme.example',
  to: 'elise@initech.example',
  subject: 'Hello',
  html: '<p>Hello</p>',
  text: 'Hello',
  headers: {},
  tags: { step: 's1' },
};

/** Waits for nothing. */
const pause = { wait: async () => undefined, random: () => 0 };
const ses = () => adapters.sesMailer({ configurationSet: 'stage', from: 'sales@acme.example' }, { pause });

describe('a bundle', () => {
  test('of a function is loaded without fail', async () => {
    // The one that sends, and those that the API is cut into.
    for (const id of ['run-due-steps', ...Object.keys(apiRoutes)]) {
      const outfile = join(folder, `${id}.mjs`);
      const { entry } = functions.find((each) => each.id === id)!;
      await build({ ...bundling, entryPoints: [entry], outfile });
      const loaded = (await import(pathToFileURL(outfile).href)) as { handler?: unknown };
      assert.equal(typeof loaded.handler, 'function', id);
    }
  });

  test('sends a mail whole', async () => {
    server.play({ status: 200, body: '{"MessageId":"m-1"}' });
    assert.deepEqual(await ses().send(mail), { kind: 'accepted', messageId: 'm-1' });
    assert.match(server.requests[0] ?? '', /"Subject":\{"Data":"Hello"/);
  });

  test('understands refusals of SES', async () => {
    server.play(json(400, 'MessageRejected'));
    const rejected = await ses().send(mail);
    assert.deepEqual(rejected, {
      kind: 'refused',
      retry: false,
      code: 'MessageRejected',
      message: 'because',
    });
    server.play(json(429, 'TooManyRequestsException'));
    const throttled = await ses().send(mail);
    assert.equal(throttled.kind === 'refused' && throttled.retry, true);
    server.play(json(500, 'InternalServiceErrorException'));
    assert.equal((await ses().send(mail)).kind, 'unknown');
  });

  test('understands refusals of SNS', async () => {
    const refusal = (status: number, code: string) =>
      server.play({
        status,
        body: `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>because</Message></Error></ErrorResponse>`,
      });
    const send = () => adapters.snsSmsSender({ pause }).send({ to: '+33612345678', text: 'Hello', tags: {} });
    refusal(400, 'InvalidParameter');
    const invalid = await send();
    assert.equal(invalid.kind === 'refused' && invalid.retry, false);
    refusal(400, 'Throttled');
    const throttled = await send();
    assert.equal(throttled.kind === 'refused' && throttled.retry, true);
    refusal(500, 'InternalError');
    assert.equal((await send()).kind, 'unknown');
  });

  test('understands refusals of End User Messaging, and their reasons', async () => {
    const sender = adapters.endUserMessagingSender(
      { configurationSet: 'stage', identity: undefined },
      { pause },
    );
    const send = () => sender.send({ to: '+33612345678', text: 'Hello', tags: { step: 's1' } });
    server.play(json(400, 'ConflictException', { Reason: 'DESTINATION_PHONE_NUMBER_OPTED_OUT' }));
    const optedOut = await send();
    assert.equal(optedOut.kind === 'refused' && optedOut.retry, false);
    server.play(json(400, 'ConflictException', { Reason: 'DESTINATION_PHONE_NUMBER_NOT_VERIFIED' }));
    assert.equal((await send()).kind, 'held');
    server.play(json(400, 'ThrottlingException'));
    const throttled = await send();
    assert.equal(throttled.kind === 'refused' && throttled.retry, true);
    server.play(json(500, 'InternalServerException'));
    assert.equal((await send()).kind, 'unknown');
  });

  test('understands a refused condition of DynamoDB', async () => {
    server.play(json(400, 'ConditionalCheckFailedException'));
    const dynamo = { client: adapters.documentClient(), tableName: (name: string) => name };
    const item = { partition: 'acme', sort: 'u1', revision: 1 };
    assert.equal(await adapters.putItem(dynamo, 'users', item, 'absent'), 'conflict');
  });

  test('understands that a schedule is there already, or gone', async () => {
    const target = {
      group: 'g',
      queueArn: 'arn:aws:sqs:eu-west-1:1:q.fifo',
      roleArn: 'arn:aws:iam::1:role/r',
    };
    const scheduler = adapters.eventScheduler(
      { lanes: () => target, webhooks: () => target, matches: () => target },
      { now: () => at('2027-03-15T09:00:00.000Z') },
    );
    const wakeUp = { kind: 'lane', organisation: 'acme', lane: laneNamed('u1.mail') } as const;
    server.play(json(409, 'ConflictException'));
    const entry = { name: 'e', at: at('2027-03-16T09:00:00.000Z'), group: 'g', wakeUp };
    assert.equal(await scheduler.create(entry), 'exists');
    server.play(json(404, 'ResourceNotFoundException'));
    await scheduler.remove('e');
    server.play(json(404, 'ResourceNotFoundException'));
    assert.equal(await scheduler.has('e'), false);
  });

  test('understands that a file is not there', async () => {
    server.play({ status: 404, body: '<Error><Code>NoSuchKey</Code><Message>gone</Message></Error>' });
    assert.equal(await adapters.s3Files('files').read('none', { from: 0, length: 1 }), undefined);
  });
});
