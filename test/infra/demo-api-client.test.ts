import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, test } from 'node:test';
import * as z from 'zod';
import { ApiClient, RefusedError } from '#infra/local/demo/api-client.ts';

/** Answers to give, the last of them for ever. */
let statuses: number[] = [];
const server = createServer((_, response) => {
  const status = (statuses.length > 1 ? statuses.shift() : statuses[0]) ?? 200;
  response
    .writeHead(status, { 'content-type': 'application/json' })
    .end(JSON.stringify({ title: `${status}` }));
});
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
after(() => server.close());
const api = new ApiClient(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, 'token');
const call = (method: string, headers: Record<string, string> = {}) =>
  api.call(method, '/v1/x', z.object({ title: z.string() }), { headers });

test('what may be done twice is tried three times where the server cannot answer', async () => {
  const key = { 'idempotency-key': 'once' };
  for (const [method, headers] of [['GET'], ['PUT'], ['POST', key]] as const) {
    statuses = [503, 500, 200];
    assert.deepEqual(await call(method, headers), { title: '200' });
    statuses = [500, 500, 500, 200];
    await assert.rejects(call(method, headers), RefusedError);
  }
});

test('what may not, and what is refused, is tried once', async () => {
  statuses = [500, 200];
  await assert.rejects(call('POST'), RefusedError);
  statuses = [409, 200];
  await assert.rejects(call('GET'), RefusedError);
});
