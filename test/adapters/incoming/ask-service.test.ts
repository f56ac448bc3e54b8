import assert from 'node:assert/strict';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, describe, test } from 'node:test';
import { addressAt, askBy } from '#shared/adapters/incoming/ask-service.ts';
import { toldPhone } from '#shared/adapters/incoming/told-phone.ts';
import { IncomingLaterError } from '#shared/ports/incoming-connector.ts';

let answer: RequestListener = (_request, response) => response.end('{}');
const server = createServer((request, response) => answer(request, response));
let base = '';
before(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
after(() => {
  server.closeAllConnections();
  server.close();
});

/** Waits far longer than any answer takes, however loaded the machine is. */
const patient = askBy((url, init) => fetch(url, init), 60_000);
const hasty = askBy((url, init) => fetch(url, init), 200);
const isUnavailable = (error: unknown) =>
  error instanceof IncomingLaterError && error.reason === 'unavailable' && !error.message.includes('secret');

describe('asking a service', () => {
  test('B6: it is asked with its key, and its answer is read', async () => {
    answer = (request, response) => response.end(request.headers.authorization);
    assert.equal(await patient(base, { authorization: 'a secret' }), 'a secret');
  });

  test('B6: the key follows no redirect', async () => {
    let asked = 0;
    answer = (_request, response) => {
      asked += 1;
      response.writeHead(302, { location: `${base}/elsewhere` }).end();
    };
    await assert.rejects(patient(base, { authorization: 'a secret' }), isUnavailable);
    assert.equal(asked, 1);
  });

  test('B6: an answer that is too large or breaks off is none', async () => {
    answer = (_request, response) => response.end('x'.repeat(300_000));
    await assert.rejects(patient(base, {}), isUnavailable);
    answer = (_request, response) => {
      response.writeHead(200, { 'content-length': '1000' });
      response.write('x');
      response.socket?.destroySoon();
    };
    await assert.rejects(patient(base, {}), isUnavailable);
  });

  test('B6: a service that does not answer is not waited for', async () => {
    answer = () => undefined;
    await assert.rejects(hasty(base, {}), isUnavailable);
  });

  test('B6: what is there behind an address of one’s own is asked for there', () => {
    assert.equal(addressAt(undefined, 'https://api.example', '/v1/x'), 'https://api.example/v1/x');
    assert.equal(
      addressAt('http://127.0.0.1:9/a/', 'https://api.example', '/v1/x'),
      'http://127.0.0.1:9/a/v1/x',
    );
  });
});

test('B6: numbers as services write them are the ones that leads have', () => {
  for (const [told, phone] of [
    ['+33 6 12 34 56 78', '+33612345678'],
    ['33612345678', '+33612345678'],
    ['+1 800-123-4567', '+18001234567'],
    // No plan knows it; a person may.
    ['+999123456789', '+999123456789'],
  ]) {
    assert.equal(toldPhone(told), phone);
  }
  for (const hidden of [undefined, null, '', 'anonymous', '0612345678', '+', '12', `+${'1'.repeat(60)}`]) {
    assert.equal(toldPhone(hidden), undefined, String(hidden));
  }
});
