import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import * as z from 'zod';
import { timeLapseClock } from '#infra/local/clock.ts';
import { ApiClient } from '#infra/local/demo/api-client.ts';
import { organisation } from '#infra/local/names.ts';
import { startSystem, type System } from '#infra/local/system.ts';

const view = z.object({
  state: z.string(),
  records: z.array(
    z.object({
      record: z.string(),
      type: z.string(),
      name: z.string(),
      value: z.string(),
      verdict: z.string(),
    }),
  ),
});
const clock = timeLapseClock('2027-03-01T08:00:00.000Z');
let system: System;
let api: ApiClient;
before(async () => {
  system = await startSystem({ clock });
  api = new ApiClient(system.url, await system.token({ organisation, userId: 'anne', role: 'admin' }));
});
after(async () => {
  await system.stop();
  clock.restore();
});

describe('a sending domain on one machine', () => {
  test('A8: it is registered, its records published in the local DNS, verified, and used', async () => {
    const input = { domain: 'acme.example', linkHost: 'go.acme.example' };
    const { records } = await api.call('PUT', '/v1/sending-domain', view, { body: input });
    assert.equal(records.length, 8);
    const nothing = await api.call('POST', '/v1/sending-domain/verify', view);
    assert.deepEqual(
      [nothing.state, new Set(nothing.records.map(({ verdict }) => verdict))],
      ['pending', new Set(['missing'])],
    );
    for (const { type, name, value } of records) {
      const published = await fetch(`${system.mailboxUrl}/dns`, {
        method: 'POST',
        body: JSON.stringify({ type, name, value }),
      });
      assert.equal(published.status, 200);
    }
    assert.equal((await api.call('POST', '/v1/sending-domain/verify', view)).state, 'verified');
    const settings = await api.call(
      'GET',
      '/v1/settings/organisation',
      z.object({ values: z.object({ sending: z.unknown() }) }),
    );
    assert.deepEqual(settings.values.sending, input);
    await fetch(`${system.mailboxUrl}/dns?name=_dmarc.acme.example`, { method: 'DELETE' });
    assert.equal((await api.call('POST', '/v1/sending-domain/verify', view)).state, 'pending');
  });
});
