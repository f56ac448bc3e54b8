import assert from 'node:assert/strict';
import { request } from 'node:http';
import { after, before, describe, test } from 'node:test';
import { SendEmailCommand, SESv2Client } from '@aws-sdk/client-sesv2';
import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import type { APIGatewayProxyEventV2WithJWTAuthorizer, SQSEvent } from 'aws-lambda';
import PostalMime from 'postal-mime';
import * as z from 'zod';
import { timeLapseClock } from '#infra/local/clock.ts';
import { invokeWithinLimits } from '#infra/local/http/payload-limits.ts';
import { startSystem, type System } from '#infra/local/system.ts';

const base = { entry: '', grants: [], memoryMb: 128, timeoutSeconds: 0.2, impact: '' };
let system: System;
const clock = timeLapseClock('2026-03-02T08:00:00.000Z');
let event: APIGatewayProxyEventV2WithJWTAuthorizer;
const arrived: { queue: string; body: unknown }[] = [];

const api = async (given: APIGatewayProxyEventV2WithJWTAuthorizer): Promise<unknown> => {
  event = given;
  if (given.rawPath === '/v1/crash') throw new Error('crash');
  if (given.rawPath === '/v1/long') return { statusCode: 200, body: 'x'.repeat(6 * 1024 * 1024) };
  if (given.rawPath === '/v1/slow') await new Promise<never>(() => undefined);
  return { statusCode: 201, headers: { 'content-type': 'text/csv', etag: '"1"' }, body: 'a,b' };
};
const keep =
  (queue: string) =>
  async ({ Records }: SQSEvent): Promise<void> => {
    for (const record of Records) {
      const { Message } = JSON.parse(record.body) as { Message?: string };
      if (Message !== undefined) arrived.push({ queue, body: JSON.parse(Message) });
    }
  };

before(async () => {
  const onQueue = (queue: 'provider-events' | 'inbound-mail') => ({
    ...base,
    id: queue,
    trigger: { kind: 'queue' as const, queue, batchSize: 10, maxConcurrency: 2 },
    handler: keep(queue) as never,
  });
  system = await startSystem({
    clock,
    functions: [
      { ...base, id: 'api', trigger: { kind: 'api', routes: ['ANY /v1/{proxy+}'] }, handler: api },
      {
        ...base,
        id: 'public',
        trigger: { kind: 'public', routes: ['GET /u/{token}', 'POST /u/{token}'] },
        handler: api,
      },
      onQueue('provider-events'),
      onQueue('inbound-mail'),
    ],
  });
});
after(async () => {
  await system.stop();
  clock.restore();
});

describe('the HTTP API', () => {
  const token = () => system.token({ organisation: 'acme', userId: 'ann', role: 'manager' });

  test('refuses a request to the API without a good token', async () => {
    for (const headers of [{}, { authorization: 'Bearer x.y.z' }]) {
      const response = await fetch(`${system.url}/v1/leads`, { headers });
      assert.equal(response.status, 401);
      assert.equal(response.headers.get('content-type'), 'application/problem+json');
      assert.equal(response.headers.get('www-authenticate'), 'Bearer');
      assert.equal(
        z.looseObject({ type: z.string() }).parse(await response.json()).type,
        '/problems/unauthenticated',
      );
    }
  });

  test('hands on a request as payload 2.0 with the claims of the token, all of them texts', async () => {
    const response = await fetch(`${system.url}/v1/leads/a%20b?x=1&x=2&y=`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${await token()}`,
        'content-type': 'application/json',
        cookie: 'a=1; b=2',
      },
      body: '{"é":1}',
    });
    assert.deepEqual(
      [response.status, response.headers.get('etag'), await response.text()],
      [201, '"1"', 'a,b'],
    );
    assert.equal(event.routeKey, 'ANY /v1/{proxy+}');
    assert.deepEqual(event.pathParameters, { proxy: 'leads/a b' });
    assert.deepEqual(event.queryStringParameters, { x: '1,2', y: '' });
    assert.deepEqual(event.cookies, ['a=1', 'b=2']);
    assert.deepEqual([event.body, event.isBase64Encoded], ['{"é":1}', false]);
    const { claims } = event.requestContext.authorizer.jwt;
    assert.equal(claims['custom:organisation'], 'acme');
    assert.equal(claims['custom:user_id'], 'ann');
    assert.equal(claims['cognito:groups'], '[manager]');
    assert.equal(typeof claims['exp'], 'string');
  });

  test('public routes need no token; a form comes in base64, as from API Gateway', async () => {
    const body = 'List-Unsubscribe=One-Click';
    const response = await fetch(`${system.url}/u/t1`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body,
    });
    assert.equal(response.status, 201);
    assert.deepEqual(event.pathParameters, { token: 't1' });
    assert.deepEqual([event.body, event.isBase64Encoded], [Buffer.from(body).toString('base64'), true]);
  });

  test('a path that cannot be read is answered, not hung up on', async () => {
    for (const path of ['/u/%', '/u/%E0%A4%A']) {
      assert.equal((await fetch(system.url + path)).status, 400);
    }
  });

  test('answers for a function that crashes, takes too long or is not there', async () => {
    const status = async (path: string) => {
      const response = await fetch(system.url + path, {
        headers: { authorization: `Bearer ${await token()}` },
      });
      return [response.status, await response.json()];
    };
    const silenced = console.error;
    console.error = () => undefined;
    assert.deepEqual(await status('/v1/crash'), [500, { message: 'Internal Server Error' }]);
    assert.deepEqual(await status('/v1/slow'), [503, { message: 'Service Unavailable' }]);
    assert.deepEqual(await status('/v1/long'), [500, { message: 'Internal Server Error' }]);
    console.error = silenced;
    const [code, body] = await status('/other');
    assert.deepEqual(
      [code, z.looseObject({ type: z.string() }).parse(body).type],
      [404, '/problems/not-found'],
    );
  });

  test('refuses a request that is longer than API Gateway or Lambda takes', async () => {
    const status = async (contentType: string, bytes: number) => {
      const headers = { authorization: `Bearer ${await token()}`, 'content-type': contentType };
      const body = Buffer.alloc(bytes, 'x');
      return (await fetch(`${system.url}/v1/leads`, { method: 'POST', headers, body })).status;
    };
    const mega = 1024 * 1024;
    assert.equal(await status('text/plain', 5 * mega), 201);
    // What is no text takes a third more on its way.
    assert.equal(await status('image/png', 5 * mega), 413);
    assert.equal(await status('text/plain', 6 * mega), 413);
    assert.equal(await status('text/plain', 10 * mega + 1), 413);
  });

  test('waits thirty seconds for a function, whatever its own time', async (t) => {
    t.mock.timers.enable({ apis: ['setTimeout'] });
    const called = invokeWithinLimits(() => new Promise<never>(() => undefined), {});
    const refused = assert.rejects(called, { name: 'FunctionTimeoutError' });
    t.mock.timers.tick(30_000);
    await refused;
  });

  test('what is for this machine alone answers to no other name, and to no page of another site', async () => {
    const own = new URL(system.url).host;
    const aws = new URL(system.aws.endpoint).host;
    const ask = (host: string, path: string, headers: Record<string, string>, method = 'GET') =>
      new Promise<number | undefined>((resolve, reject) => {
        const [hostname, port] = host.split(':');
        const call = request({ hostname, port, path, method, headers }, (answer) => {
          answer.resume();
          resolve(answer.statusCode);
        });
        call.on('error', reject);
        call.end();
      });
    for (const path of ['/mailbox', '/mailbox/messages', '/u/t1', '/v1/leads']) {
      assert.equal(await ask(own, path, { host: 'rebound.example' }), 403, path);
      assert.equal(await ask(own, path, { host: 'a b' }), 400, path);
    }
    for (const path of ['//', '//rebound.example/mailbox', '/mailbox/messages/%', '/%']) {
      assert.equal(await ask(own, path, {}), 400, path);
      assert.equal(await ask(aws, path, {}), 400, path);
    }
    for (const origin of ['https://elsewhere.example', 'null']) {
      assert.equal(await ask(own, '/mailbox/account', { origin }, 'POST'), 403, origin);
      assert.equal(await ask(aws, '/', { origin }, 'POST'), 403, origin);
    }
    assert.equal(await ask(aws, '/', { host: 'rebound.example' }), 403);
    assert.equal(await ask(own, '/mailbox/messages', { origin: system.url }), 200);
    assert.equal(await ask(own, '/mailbox/messages', { host: own.replace('127.0.0.1', 'localhost') }), 200);
    // The form of a page that tells nobody where it is from.
    assert.equal(await ask(own, '/u/t1', { origin: 'null' }, 'POST'), 201);
  });

  test('a body that cannot be read is answered by the mailbox', async () => {
    for (const body of ['{', '[]']) {
      const response = await fetch(`${system.mailboxUrl}/dns`, { method: 'POST', body });
      assert.equal(response.status, 400);
    }
  });
});

describe('the mailbox', () => {
  const listed = z.object({
    messages: z.array(z.object({ id: z.string(), number: z.number(), kind: z.string() })),
    next: z.number(),
  });
  const list = async (query = '') =>
    listed.parse(await (await fetch(`${system.mailboxUrl}/messages${query}`)).json());
  const act = (id: string, action: string, body?: unknown) =>
    fetch(`${system.mailboxUrl}/messages/${id}/${action}`, {
      method: 'POST',
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  let id = '';

  before(async () => {
    const sent = await new SESv2Client().send(
      new SendEmailCommand({
        FromEmailAddress: 'Ann <ann@relance.example>',
        Destination: { ToAddresses: ['leo@customer.example'] },
        ReplyToAddresses: ['r1.abc@reply.relance.example'],
        ConfigurationSetName: process.env['RELANCE_CONFIGURATION_SET'],
        Content: {
          Simple: {
            Subject: { Data: 'Café?' },
            Body: { Html: { Data: '<a href="https://x.example/a?b=1&amp;c=2">x</a>' } },
            Headers: [
              { Name: 'List-Unsubscribe', Value: `<${system.url}/u/t9>` },
              { Name: 'List-Unsubscribe-Post', Value: 'List-Unsubscribe=One-Click' },
            ],
          },
        },
      }),
    );
    id = sent.MessageId ?? '';
    await system.drain();
  });

  test('lists what was sent, on from a number and by address', async () => {
    const { messages, next } = await list('?address=leo@');
    assert.deepEqual(
      messages.map((each) => each.id),
      [id],
    );
    assert.deepEqual((await list(`?after=${next}`)).messages, []);
    assert.deepEqual((await list('?address=nobody')).messages, []);
    assert.match(await (await fetch(system.mailboxUrl)).text(), /<!doctype html>/i);
  });

  test('links of a mail open a page of their own, and nothing in a mail runs or loads', async () => {
    const response = await fetch(system.mailboxUrl);
    const page = await response.text();
    assert.match(page, /'sandbox', 'allow-popups allow-popups-to-escape-sandbox'\)/);
    assert.match(page, /each\.target = '_blank'/);
    assert.match(page, /each\.rel = 'noopener noreferrer'/);
    const policy = response.headers.get('content-security-policy') ?? '';
    assert.match(policy, /^default-src 'none'; .*img-src data:; connect-src 'self'; .*base-uri 'none'/);
  });

  test('a reply arrives as from SES: raw in the bucket, a receipt at the topic', async () => {
    assert.equal((await act(id, 'reply', { text: 'Yes, Tuesday.' })).status, 202);
    await system.drain();
    const { queue, body } = arrived.pop() ?? assert.fail();
    assert.equal(queue, 'inbound-mail');
    const { receipt } = z
      .object({
        notificationType: z.literal('Received'),
        receipt: z.object({
          recipients: z.array(z.string()),
          action: z.object({ type: z.literal('S3'), bucketName: z.string(), objectKey: z.string() }),
        }),
      })
      .parse(body);
    assert.deepEqual(receipt.recipients, ['r1.abc@reply.relance.example']);
    const object = await new S3Client().send(
      new GetObjectCommand({ Bucket: receipt.action.bucketName, Key: receipt.action.objectKey }),
    );
    const mail = await PostalMime.parse((await object.Body?.transformToByteArray()) ?? assert.fail());
    assert.equal(mail.inReplyTo, `<${id}@eu-west-1.amazonses.com>`);
    assert.equal(mail.subject, 'Re: Café?');
    assert.equal(mail.from?.address, 'leo@customer.example');
    assert.match(mail.text ?? '', /^Yes, Tuesday\./);
    assert.equal(
      mail.headers.some((each) => each.key === 'auto-submitted'),
      false,
    );
  });

  test('an automatic reply says that it is one', async () => {
    await act(id, 'auto-reply');
    await system.drain();
    const { body } = arrived.pop() ?? assert.fail();
    assert.match(JSON.stringify(body), /auto-replied/);
  });

  test('a click notes where it led, and nothing outside of this machine is asked', async () => {
    assert.equal((await act(id, 'click')).status, 202);
    assert.equal((await act(id, 'open')).status, 409);
  });

  test('bounces and complaints are published as SES does', async () => {
    arrived.length = 0;
    for (const action of ['bounce', 'complaint']) assert.equal((await act(id, action)).status, 202);
    await system.drain();
    const events = arrived.map(({ body }) => body as Record<string, Record<string, unknown>>);
    assert.deepEqual(
      events.map((each) => each['eventType'] as unknown),
      ['Bounce', 'Complaint'],
    );
  });

  test('unsubscribes with one click, and tells what cannot be done', async () => {
    assert.equal((await act(id, 'unsubscribe')).status, 202);
    assert.deepEqual([event.rawPath, event.requestContext.http.method], ['/u/t9', 'POST']);
    assert.equal((await act(id, 'dance')).status, 405);
    assert.equal((await act('none', 'open')).status, 404);
  });
});
