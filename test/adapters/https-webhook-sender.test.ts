import assert from 'node:assert/strict';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import dns from 'node:dns';
import { createServer, type IncomingMessage, type RequestListener } from 'node:http';
import { syncBuiltinESMExports } from 'node:module';
import type { AddressInfo } from 'node:net';
import { after, afterEach, before, describe, mock, test } from 'node:test';
import { httpsWebhookSender } from '#shared/adapters/webhooks/https-webhook-sender.ts';

/** A receiver on loopback that does as told, and what it was asked. */
let answer: RequestListener = (_request, response) => response.end('ok');
const seen: IncomingMessage[] = [];
const server = createServer((request, response) => {
  seen.push(request);
  answer(request, response);
});
let port = 0;

before(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  port = (server.address() as AddressInfo).port;
});
after(() => {
  server.closeAllConnections();
  server.close();
});
afterEach(() => {
  mock.restoreAll();
  syncBuiltinESMExports();
  seen.splice(0);
});

const strict = httpsWebhookSender({ allowedAddresses: [], timeoutMs: 2_000 });
/** Waits far longer than any answer takes, however loaded the machine is. */
const local = httpsWebhookSender({ allowedAddresses: ['127.0.0.1'], timeoutMs: 60_000 });
const hasty = httpsWebhookSender({ allowedAddresses: ['127.0.0.1'], timeoutMs: 300 });
const callTo = (url: string) => ({ url, method: 'POST', headers: { 'x-mine': 'yes' }, body: '{"é":1}' });
const toLocal = (sender = local) => sender.send(callTo(`http://127.0.0.1:${port}/hook?x=1`));

/** Names lead where the test says. */
function resolveTo(...addresses: { address: string; family: number }[]): void {
  mock.method(
    dns,
    'lookup',
    (_name: string, options: { all?: boolean }, done: (...of: unknown[]) => void) => {
      if (options.all === true) done(null, addresses);
      else done(null, addresses[0]!.address, addresses[0]!.family);
    },
  );
  syncBuiltinESMExports();
}

describe('private addresses', () => {
  for (const host of [
    '127.0.0.1',
    '127.1',
    '2130706433',
    '0x7f000001',
    '0177.0.0.1',
    '0.0.0.0',
    '10.0.0.8',
    '172.16.0.1',
    '192.168.1.1',
    '100.64.0.1',
    '169.254.169.254',
    '[::1]',
    '[::]',
    '[::127.0.0.1]',
    '[::a9fe:a9fe]',
    '[::ffff:127.0.0.1]',
    '[::ffff:a00:1]',
    '[64:ff9b::7f00:1]',
    '[fd00:ec2::254]',
    '[fe80::1]',
  ]) {
    test(`A14: ${host} is not called`, async () => {
      const outcome = await strict.send(callTo(`https://${host}:${port}/`));
      assert.equal(
        outcome.kind === 'failed' && outcome.error,
        'The name leads to a private address: only public ones are called.',
      );
      assert.equal(seen.length, 0);
    });
  }

  test('A14: a name that resolves to a private address is not called, be it one of several', async () => {
    for (const addresses of [
      [{ address: '127.0.0.1', family: 4 }],
      [{ address: '169.254.169.254', family: 4 }],
      [{ address: '::1', family: 6 }],
      [{ address: '::a00:8', family: 6 }],
      [
        { address: '93.184.215.14', family: 4 },
        { address: '10.0.0.8', family: 4 },
      ],
    ]) {
      resolveTo(...addresses);
      const outcome = await strict.send(callTo(`https://hooks.example:${port}/`));
      assert.match(outcome.kind === 'failed' ? outcome.error : '', /private address/);
      mock.restoreAll();
    }
    assert.equal(seen.length, 0);
  });

  test('A14: plain http is not called, but at addresses that are allowed', async () => {
    const outcome = await strict.send(callTo(`http://93.184.215.14:${port}/`));
    assert.equal(outcome.kind === 'failed' && outcome.error, 'Only https is called.');
    assert.equal((await toLocal()).kind, 'answered');
    assert.equal((await local.send(callTo(`http://[::1]:${port}/`))).kind, 'failed');
  });

  test('A14: a redirect is not followed, wherever it leads', async () => {
    answer = (_request, response) =>
      response.writeHead(302, { location: `http://127.0.0.1:${port}/inside` }).end();
    const outcome = await toLocal();
    assert.equal(outcome.kind === 'answered' && outcome.status, 302);
    assert.deepEqual(
      seen.map(({ url }) => url),
      ['/hook?x=1'],
    );
  });
});

describe('a call', () => {
  test('A14: carries method, headers and body as given, once', async () => {
    let body = '';
    answer = (request, response) => {
      request.setEncoding('utf8');
      request.on('data', (chunk: string) => (body += chunk));
      request.on('end', () => response.writeHead(429, { 'retry-after': '7' }).end('later\u0000'));
    };
    const outcome = await toLocal();
    assert.deepEqual(
      { ...outcome, durationMs: 0 },
      { kind: 'answered', status: 429, retryAfter: '7', text: 'later', durationMs: 0 },
    );
    assert.equal(body, '{"é":1}');
    assert.deepEqual(
      seen.map(({ method, headers }) => [method, headers['x-mine'], headers['content-length']]),
      [['POST', 'yes', '8']],
    );
  });

  test('A14: keeps but the beginning of an endless answer', async () => {
    answer = (_request, response) => {
      const more = (): void => void response.write('x'.repeat(500), () => response.destroyed || more());
      more();
    };
    const outcome = await toLocal();
    assert.equal(outcome.kind === 'answered' && outcome.text, 'x'.repeat(1024));
  });

  test('A14: that takes too long is given up in all, also in the middle of the answer', async () => {
    answer = () => undefined;
    const silent = await toLocal(hasty);
    assert.equal(silent.kind === 'failed' && silent.error, 'No answer within 0.3 seconds.');
    answer = (_request, response) => void response.writeHead(200).write('begun');
    const time = new AbortController();
    mock.method(AbortSignal, 'timeout', () => time.signal);
    // The time is over once the beginning has come, however long that took.
    const onResponse = (message: unknown): void => {
      const { response } = message as { response: IncomingMessage };
      response.once('readable', () => setImmediate(() => time.abort()));
    };
    subscribe('http.client.response.finish', onResponse);
    const begun = await toLocal(hasty).finally(() => unsubscribe('http.client.response.finish', onResponse));
    assert.deepEqual([begun.kind, begun.kind === 'answered' && begun.text], ['answered', 'begun']);
  });

  test('A14: that cannot be made says why, in words', async () => {
    answer = (request) => request.socket.destroy();
    const broken = await toLocal();
    assert.equal(broken.kind === 'failed' && broken.error, 'The host broke off the connection.');
    const refused = await local.send(callTo('http://127.0.0.1:1/'));
    assert.equal(refused.kind === 'failed' && refused.error, 'The host refused the connection.');
    const plain = await local.send(callTo(`https://127.0.0.1:${port}/`));
    assert.equal(plain.kind, 'failed');
  });
});
