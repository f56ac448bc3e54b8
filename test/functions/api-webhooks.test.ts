import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { apiWorld, type ApiWorld } from '#test/support/api.ts';
import { at } from '#test/support/at.ts';

const url = 'https://crm.example/hook';
const settings = (webhook: Record<string, unknown>) => ({
  leadWebhooks: { convert: { url, ...webhook }, disqualify: null },
});

/** Ada is admin; Claire and Max are users, Max leads nobody; Claire owns one lead. */
async function withLead(): Promise<{ world: ApiWorld; leadId: string }> {
  const world = apiWorld();
  const admin = world.as('ada', 'admin');
  for (const id of ['claire', 'max']) {
    const body = { name: id, email: `${id}@acme.example`, zone: 'Europe/Paris', groupIds: [] };
    await admin('PUT', `/v1/users/${id}`, { body });
  }
  const lead = await world.as('claire', 'user')('POST', '/v1/leads', { body: { email: 'ana@example.com' } });
  assert.equal(lead.status, 201);
  return { world, leadId: lead.body.id };
}

/** Sets a webhook, converts the lead and gives its delivery. */
async function converted() {
  const { world, leadId } = await withLead();
  await world.as('ada', 'admin')('PATCH', '/v1/settings/organisation', { body: settings({}) });
  const { status } = await world.as('claire', 'user')('POST', `/v1/leads/${leadId}/convert`);
  assert.equal(status, 200);
  const list = await world.as('claire', 'user')('GET', '/v1/webhook-deliveries');
  return { world, leadId, delivery: list.body.items[0] };
}

describe('the setting', () => {
  for (const [what, webhook, path] of [
    ['plain http', { url: 'http://crm.example/hook' }, 'convert.url'],
    ['a password in the URL', { url: 'https://me:pw@crm.example/' }, 'convert.url'],
    ['a fragment', { url: 'https://crm.example/#x' }, 'convert.url'],
    ['no URL', { url: 'crm.example' }, 'convert.url'],
    ['another scheme', { url: 'file:///etc/passwd' }, 'convert.url'],
    ['a URL without end', { url: `https://crm.example/${'x'.repeat(2000)}` }, 'convert.url'],
    ['another method', { method: 'GET' }, 'convert.method'],
    [
      'a header of the signature',
      { headers: { 'Webhook-Signature': 'v1,x' } },
      'convert.headers.Webhook-Signature',
    ],
    ['the header Host', { headers: { host: 'inside' } }, 'convert.headers.host'],
    ['the header Content-Length', { headers: { 'content-length': '1' } }, 'convert.headers.content-length'],
    [
      'a header for proxies',
      { headers: { 'proxy-authorization': 'x' } },
      'convert.headers.proxy-authorization',
    ],
    ['no name of a header', { headers: { 'a b': 'x' } }, 'convert.headers.a b'],
    ['a line break in a value', { headers: { 'x-a': 'a\r\nx-b: c' } }, 'convert.headers.x-a'],
    ['an empty value', { headers: { 'x-a': '' } }, 'convert.headers.x-a'],
    ['a name given twice', { headers: { 'x-a': '1', 'X-A': '2' } }, 'convert.headers.X-A'],
    ['a value to keep where none is', { headers: { 'x-a': null } }, 'convert.headers.x-a'],
    [
      'too many headers',
      { headers: Object.fromEntries(Array.from({ length: 21 }, (_, n) => [`x-${n}`, 'x'])) },
      'convert.headers',
    ],
  ] as const) {
    test(`A14: ${what} is refused, with what to mend`, async () => {
      const { world } = await withLead();
      const answer = await world.as('ada', 'admin')('PATCH', '/v1/settings/organisation', {
        body: settings(webhook),
      });
      assert.equal(answer.status, 400);
      const [error] = answer.body.errors;
      assert.equal(error.path, `leadWebhooks.${path}`);
      assert.ok(error.message.length > 10);
    });
  }

  test('A14: a URL is kept as it will be called, without what its reader drops', async () => {
    const { world } = await withLead();
    const body = settings({ url: ' HTTPS://crm.example:443/a\r\n/../h\u0000ook\n' });
    const { body: changed } = await world.as('ada', 'admin')('PATCH', '/v1/settings/organisation', { body });
    assert.equal(changed.values.leadWebhooks.convert.url, 'https://crm.example/h%00ook');
  });

  test('A14: values of headers go in and never come out, for no role, and are not stored in clear', async () => {
    const { world } = await withLead();
    const body = settings({ headers: { authorization: 'Bearer s3cret' } });
    const changed = await world.as('ada', 'admin')('PATCH', '/v1/settings/user.claire', { body });
    assert.deepEqual(changed.body.values.leadWebhooks.convert, {
      url,
      method: 'POST',
      headers: { authorization: null },
      active: true,
    });
    for (const [id, role] of [
      ['ada', 'super_admin'],
      ['ada', 'admin'],
      ['claire', 'user'],
    ] as const) {
      const ask = world.as(id, role);
      const level = await ask('GET', '/v1/settings/user.claire');
      const effective = await ask('GET', '/v1/users/claire/settings');
      assert.deepEqual(effective.body.leadWebhooks.source, { level: 'user', id: 'claire' });
      assert.doesNotMatch(JSON.stringify([level.body, effective.body]), /s3cret|sealed/);
      const shown = role === 'user' ? 'https://crm.example/…' : url;
      assert.equal(level.body.values.leadWebhooks.convert.url, shown);
      assert.equal(effective.body.leadWebhooks.value.convert.url, shown);
    }
    const stored = await world.ports.store.settings.get('acme', 'user.claire');
    assert.doesNotMatch(JSON.stringify(stored), /s3cret/);
    const sealed = stored!.values.leadWebhooks!.convert!.headers['authorization']!;
    assert.equal(await world.ports.webhookKeys.open('acme', sealed), 'Bearer s3cret');
  });

  test('A14: a value that looks like a stored one is refused, not stored in clear', async () => {
    const { world } = await withLead();
    const body = settings({ headers: { authorization: 'sealed:s3cret' } });
    const refused = await world.as('ada', 'admin')('PATCH', '/v1/settings/organisation', { body });
    assert.equal(refused.status, 400);
    assert.equal(refused.body.errors[0].path, 'leadWebhooks.convert.headers.authorization');
    assert.match(refused.body.errors[0].message, /cannot begin with “sealed:”/);
  });

  test('A14: a value is kept by null at the same origin, and must be given anew at another', async () => {
    const { world } = await withLead();
    const admin = world.as('ada', 'admin');
    const body = settings({ headers: { authorization: 'Bearer s3cret' } });
    await admin('PATCH', '/v1/settings/organisation', { body });
    const kept = await admin('PATCH', '/v1/settings/organisation', {
      body: settings({ url: 'https://crm.example/other', headers: { Authorization: null } }),
      headers: { 'if-match': '"1"' },
    });
    assert.equal(kept.status, 200);
    const stored = await world.ports.store.settings.get('acme', 'organisation');
    const sealed = stored!.values.leadWebhooks!.convert!.headers['Authorization']!;
    assert.equal(await world.ports.webhookKeys.open('acme', sealed), 'Bearer s3cret');
    const elsewhere = await admin('PATCH', '/v1/settings/organisation', {
      body: settings({ url: 'https://evil.example/', headers: { Authorization: null } }),
      headers: { 'if-match': '"2"' },
    });
    assert.equal(elsewhere.status, 400);
  });

  test('A14: managers and users do not decide it', async () => {
    const { world } = await withLead();
    for (const role of ['manager', 'user'] as const) {
      const answer = await world.as('max', role)('PATCH', '/v1/settings/user.max', { body: settings({}) });
      assert.equal(answer.status, 403);
    }
  });
});

describe('the buttons', () => {
  test('A14: a lead is converted, disqualified and reopened; again changes nothing', async () => {
    const { world, leadId } = await withLead();
    const claire = world.as('claire', 'user');
    const press = async (button: string) => (await claire('POST', `/v1/leads/${leadId}/${button}`)).body;
    const disqualified = await press('disqualify');
    assert.equal(disqualified.status, 'disqualified');
    world.clock.set(at('2027-03-01T09:00:00.000Z'));
    assert.deepEqual(await press('disqualify'), disqualified);
    assert.equal((await press('reopen')).status, 'lead');
    const contact = await press('convert');
    assert.deepEqual([contact.status, contact.convertedAt], ['contact', '2027-03-01T09:00:00.000Z']);
    assert.deepEqual(await press('reopen'), contact);
    await press('disqualify');
    assert.equal((await press('reopen')).status, 'contact');
  });

  test('A14: another user’s lead, or none, is refused', async () => {
    const { world, leadId } = await withLead();
    for (const button of ['convert', 'disqualify', 'reopen']) {
      const { status } = await world.as('max', 'user')('POST', `/v1/leads/${leadId}/${button}`);
      assert.equal(status, 403);
      const none = await world.as('max', 'user')('POST', `/v1/leads/${'0'.repeat(16)}/${button}`);
      assert.equal(none.status, 404);
    }
  });
});

describe('the log', () => {
  test('A14: shows a delivery with what is sent, to those who reach the lead’s owner', async () => {
    const { world, leadId, delivery } = await converted();
    assert.deepEqual(
      [delivery.leadId, delivery.type, delivery.state.status, delivery.by, 'body' in delivery],
      [leadId, 'lead.converted', 'pending', 'claire', false],
    );
    assert.deepEqual(world.queue.webhooks, [{ organisation: 'acme', deliveryId: delivery.id }]);
    const one = await world.as('claire', 'user')('GET', `/v1/webhook-deliveries/${delivery.id}`);
    assert.equal(one.body.payload.data.lead.email, 'ana@example.com');
    const max = world.as('max', 'user');
    assert.deepEqual((await max('GET', '/v1/webhook-deliveries')).body.items, []);
    assert.equal((await max('GET', `/v1/webhook-deliveries/${delivery.id}`)).status, 403);
    const stranger = world.as('ada', 'admin', 'other');
    assert.equal((await stranger('GET', `/v1/webhook-deliveries/${delivery.id}`)).status, 404);
  });

  test('A14: is filtered by lead, state and type', async () => {
    const { world, leadId, delivery } = await converted();
    const admin = world.as('ada', 'admin');
    const idsOf = async (query: Record<string, string>) =>
      (await admin('GET', '/v1/webhook-deliveries', { query })).body.items.map(
        ({ id }: { id: string }) => id,
      );
    for (const query of [
      { lead: leadId },
      { state: 'pending' },
      { type: 'lead.converted' },
      { lead: leadId, state: 'pending', type: 'lead.converted' },
    ]) {
      assert.deepEqual(await idsOf(query), [delivery.id]);
    }
    for (const query of [
      { lead: '0'.repeat(16) },
      { state: 'failed' },
      { type: 'lead.disqualified' },
      { lead: leadId, state: 'delivered' },
    ]) {
      assert.deepEqual(await idsOf(query), []);
    }
  });

  test('A14: has one delivery after another, the newest first, over pages', async () => {
    const { world } = await withLead();
    const admin = world.as('ada', 'admin');
    await admin('PATCH', '/v1/settings/organisation', { body: settings({}) });
    for (const minute of ['01', '02', '03']) {
      world.clock.set(at(`2027-03-01T09:${minute}:00.000Z`));
      await admin('POST', '/v1/settings/organisation/webhooks/test', { body: { button: 'convert' } });
    }
    const first = (await admin('GET', '/v1/webhook-deliveries', { query: { limit: '2' } })).body;
    const second = (
      await admin('GET', '/v1/webhook-deliveries', { query: { limit: '2', cursor: first.cursor } })
    ).body;
    assert.deepEqual(
      [...first.items, ...second.items].map(({ at }: { at: string }) => at.slice(14, 16)),
      ['03', '02', '01'],
    );
  });

  test('A14: redelivery is for managers and admins', async () => {
    const { world, delivery } = await converted();
    const path = `/v1/webhook-deliveries/${delivery.id}/redeliver`;
    assert.equal((await world.as('claire', 'user')('POST', path)).status, 403);
    const early = await world.as('ada', 'admin')('POST', path);
    assert.equal(early.status, 409);
    const stored = (await world.ports.store.webhookDeliveries.get('acme', delivery.id))!;
    await world.ports.store.webhookDeliveries.put(
      { ...stored, revision: 2, confirmed: true, state: { status: 'failed', at: stored.at, reason: 'gone' } },
      1,
    );
    const { status, body } = await world.as('ada', 'admin')('POST', path);
    assert.deepEqual([status, body.state.status], [202, 'pending']);
    assert.equal(world.queue.webhooks.length, 2);
  });
});

describe('the signing secret', () => {
  test('A14: is read and rotated by admins alone, one rotation for one request', async () => {
    const { world } = await withLead();
    const admin = world.as('ada', 'admin');
    for (const role of ['manager', 'user'] as const) {
      assert.equal((await world.as('max', role)('GET', '/v1/webhook-secret')).status, 403);
      assert.equal((await world.as('max', role)('POST', '/v1/webhook-secret/rotate')).status, 403);
    }
    const first = await admin('GET', '/v1/webhook-secret');
    assert.match(first.body.secret, /^whsec_/);
    assert.equal(first.headers['etag'], '"0"');
    assert.equal((await admin('POST', '/v1/webhook-secret/rotate')).status, 428);
    const headers = { 'if-match': '"0"' };
    const second = await admin('POST', '/v1/webhook-secret/rotate', { headers });
    assert.equal(second.status, 200);
    assert.notEqual(second.body.secret, first.body.secret);
    assert.equal(second.body.previous.secret, first.body.secret);
    assert.equal((await admin('POST', '/v1/webhook-secret/rotate', { headers })).status, 412);
    assert.equal((await admin('GET', '/v1/webhook-secret')).body.secret, second.body.secret);
    world.clock.set(at('2027-03-02T08:00:00.000Z'));
    assert.equal((await admin('GET', '/v1/webhook-secret')).body.previous, undefined);
  });
});
