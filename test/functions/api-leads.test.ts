import { describe, test } from 'node:test';
import assert from 'node:assert/strict';
import { type ApiWorld, withPeople } from '#test/support/api.ts';
import { at } from '#test/support/at.ts';
import { callActivity } from '#shared/use-cases/leads/call-activity.ts';

describe('leads', () => {
  test('are made for whoever makes them, their phone in E.164', async () => {
    const claire = (await withPeople()).as('claire', 'user');
    const answer = await claire('POST', '/v1/leads', {
      body: {
        email: ' Ana@Example.com ',
        phone: '06 12 34 56 78',
        country: 'FR',
        fields: { sector: 'bakery' },
      },
    });
    assert.equal(answer.status, 201);
    assert.equal(answer.body.email, 'ana@example.com');
    assert.equal(answer.body.phone, '+33612345678');
    assert.equal(answer.body.ownerId, 'claire');
    assert.match(answer.body.id, /^[a-z0-9]{16}$/);
    assert.equal('organisation' in answer.body, false);
  });

  test('the same person is refused with the id of the lead', async () => {
    const claire = (await withPeople()).as('claire', 'user');
    const { body: lead } = await claire('POST', '/v1/leads', { body: { email: 'ana@example.com' } });
    const again = await claire('POST', '/v1/leads', { body: { email: 'ANA@example.com' } });
    assert.equal(again.status, 409);
    assert.equal(again.body.id, lead.id);
  });

  test('report all that is wrong at once, the phone among it', async () => {
    const claire = (await withPeople()).as('claire', 'user');
    const { status, body } = await claire('POST', '/v1/leads', {
      body: { email: 'ana@', phone: '123', zone: 'Mars/Base', language: 'french', country: 'France' },
    });
    assert.equal(status, 400);
    const paths = body.errors.map(({ path }: { path: string }) => path).sort();
    assert.deepEqual(paths, ['country', 'email', 'language', 'phone', 'zone']);
  });

  test('need an address or a phone number', async () => {
    const claire = (await withPeople()).as('claire', 'user');
    const { status, body } = await claire('POST', '/v1/leads', { body: { firstName: 'Ana' } });
    assert.equal(status, 400);
    assert.match(body.errors[0].message, /email address or a phone number/);
  });

  test('are seen and touched by their owner, the managers of the owner’s groups, and admins', async () => {
    const world = await withPeople();
    const { body: lead } = await world.as('claire', 'user')('POST', '/v1/leads', {
      body: { email: 'ana@example.com' },
    });
    const path = `/v1/leads/${lead.id}`;
    const seen = async (userId: string, role: 'user' | 'manager' | 'admin') =>
      (await world.as(userId, role)('GET', path)).status;
    assert.equal(await seen('claire', 'user'), 200);
    assert.equal(await seen('max', 'manager'), 200);
    assert.equal(await seen('ada', 'admin'), 200);
    assert.equal(await seen('luc', 'user'), 403);
    assert.equal(await seen('luc', 'manager'), 403);
    const change = { body: { title: 'CEO' }, headers: { 'if-match': '"1"' } };
    assert.equal((await world.as('luc', 'user')('PATCH', path, change)).status, 403);
  });

  test('a list holds what the caller can access, over pages', async () => {
    const world = await withPeople();
    const owners = { ana: 'claire', bob: 'luc', cleo: 'max', dan: 'claire' };
    for (const [name, ownerId] of Object.entries(owners)) {
      await world.as('ada', 'admin')('POST', '/v1/leads', {
        body: { email: `${name}@example.com`, ownerId },
      });
    }
    const list = async (
      userId: string,
      role: 'user' | 'manager' | 'admin',
      query: Record<string, string> = {},
    ) => {
      const found: string[] = [];
      let cursor: string | undefined;
      do {
        const page = { limit: '1', ...query, ...(cursor !== undefined && { cursor }) };
        const { body } = await world.as(userId, role)('GET', '/v1/leads', { query: page });
        found.push(...body.items.map((lead: { email: string }) => lead.email.split('@')[0]));
        ({ cursor } = body);
      } while (cursor !== undefined);
      return found.sort();
    };
    assert.deepEqual(await list('ada', 'admin'), ['ana', 'bob', 'cleo', 'dan']);
    assert.deepEqual(await list('max', 'manager'), ['ana', 'cleo', 'dan']);
    assert.deepEqual(await list('luc', 'user'), ['bob']);
    assert.deepEqual(await list('max', 'manager', { owner: 'claire' }), ['ana', 'dan']);
    assert.deepEqual(await list('ada', 'admin', { email: 'Bob@example.com' }), ['bob']);
    assert.deepEqual(await list('luc', 'user', { email: 'ana@example.com' }), []);
    const other = await world.as('luc', 'user')('GET', '/v1/leads', { query: { owner: 'claire' } });
    assert.equal(other.status, 403);
  });

  test('change value by value, null takes one away', async () => {
    const claire = (await withPeople()).as('claire', 'user');
    const { body: lead } = await claire('POST', '/v1/leads', {
      body: { email: 'ana@example.com', title: 'CTO', fields: { a: '1', b: '2' } },
    });
    const path = `/v1/leads/${lead.id}`;
    assert.equal((await claire('PATCH', path, { body: { title: 'CEO' } })).status, 428);
    const headers = { 'if-match': '"1"' };
    const body = { title: null, firstName: 'Ana', fields: { a: null, c: '3' } };
    const changed = await claire('PATCH', path, { body, headers });
    assert.equal(changed.status, 200);
    assert.deepEqual(changed.body.fields, { b: '2', c: '3' });
    assert.equal(changed.body.firstName, 'Ana');
    assert.equal('title' in changed.body, false);
    const bare = await claire('PATCH', path, { body: { email: null }, headers: { 'if-match': '"2"' } });
    assert.equal(bare.status, 400);
  });

  test('D8: own fields have the same names and bounds however they come, 50 after merging', async () => {
    const claire = (await withPeople()).as('claire', 'user');
    const own = (count: number, prefix: string, value = 'x') =>
      Object.fromEntries(Array.from({ length: count }, (_, n) => [`${prefix}${n}`, value]));
    const { body: lead } = await claire('POST', '/v1/leads', {
      body: { email: 'ana@example.com', fields: own(30, 'a') },
    });
    const change = async (fields: object) => {
      const headers = { 'if-match': '*' };
      return claire('PATCH', `/v1/leads/${lead.id}`, { body: { fields }, headers });
    };
    for (const name of ['a b', 'x\r\ny', '\u0000', '', 'n'.repeat(41), '1a', 'toString']) {
      const { status, body } = await change({ [name]: 'x' });
      assert.equal(status, 400, name);
      assert.equal(body.errors[0].path, `fields.${name}`);
    }
    assert.equal((await change({ long: 'x'.repeat(2_001) })).status, 400);
    const tooMany = await change(own(21, 'b'));
    assert.equal(tooMany.status, 400);
    assert.match(tooMany.body.errors[0].message, /51 own fields, 50 at most/);
    assert.equal((await change(own(20, 'b'))).status, 200);
    const long = 'x'.repeat(1_500);
    const tooLarge = await change({ ...own(30, 'a', long), ...own(20, 'b', long) });
    assert.match(tooLarge.body.errors[0].message, /bytes with its own fields, 65536 at most/);
    const made = await claire('POST', '/v1/leads', {
      body: { email: 'bob@example.com', fields: own(50, 'a', 'x'.repeat(1_500)) },
    });
    assert.match(made.body.errors[0].message, /65536 at most/);
  });

  test('D8: a lead that is above the bounds from before may shrink, and not grow', async () => {
    const world = await withPeople();
    const claire = world.as('claire', 'user');
    const { body: lead } = await claire('POST', '/v1/leads', { body: { email: 'ana@example.com' } });
    const stored = await world.ports.store.leads.get('acme', lead.id);
    assert.ok(stored);
    const fields = Object.fromEntries(
      Array.from({ length: 60 }, (_, n) => [`field ${n}`, 'x'.repeat(1_500)]),
    );
    await world.ports.store.leads.put({ ...stored, fields, revision: 2 }, 1);
    const change = async (body: object) =>
      (await claire('PATCH', `/v1/leads/${lead.id}`, { body, headers: { 'if-match': '*' } })).status;
    assert.equal(await change({ fields: { one: 'more' } }), 400);
    assert.equal(await change({ title: 'CEO' }), 200);
    assert.equal(await change({ fields: { 'field 1': null, 'field 2': null, one: 'less' } }), 200);
  });

  test('D8: an account is bounded like a lead, and one that is above the bounds may shrink', async () => {
    const world = await withPeople();
    const admin = world.as('ada', 'admin');
    const fields = (count: number) =>
      Object.fromEntries(Array.from({ length: count }, (_, n) => [`f${n}`, 'é'.repeat(2_000)]));
    const put = (count: number) =>
      admin('PUT', '/v1/accounts/bakery', {
        body: { name: 'Bakery', fields: fields(count) },
        headers: { 'if-match': '*' },
      });
    assert.equal((await admin('PUT', '/v1/accounts/bakery', { body: { name: 'Bakery' } })).status, 201);
    assert.equal((await put(16)).status, 200);
    const tooLarge = await put(17);
    assert.equal(tooLarge.status, 400);
    assert.match(
      tooLarge.body.errors[0].message,
      /The account would take \d+ bytes with its own fields, 65536 at most/,
    );
    const stored = await world.ports.store.accounts.get('acme', 'bakery');
    assert.ok(stored);
    await world.ports.store.accounts.put({ ...stored, fields: fields(40), revision: 3 }, 2);
    assert.equal((await put(41)).status, 400);
    assert.equal((await put(39)).status, 200);
  });

  test('cannot take the address of another lead', async () => {
    const claire = (await withPeople()).as('claire', 'user');
    const { body: ana } = await claire('POST', '/v1/leads', { body: { email: 'ana@example.com' } });
    const { body: bob } = await claire('POST', '/v1/leads', { body: { email: 'bob@example.com' } });
    const headers = { 'if-match': '"1"' };
    const answer = await claire('PATCH', `/v1/leads/${bob.id}`, {
      body: { email: 'ana@example.com' },
      headers,
    });
    assert.equal(answer.status, 409);
    assert.equal(answer.body.id, ana.id);
  });

  test('are given to users within reach only', async () => {
    const world = await withPeople();
    const make = (as: ReturnType<ApiWorld['as']>, ownerId: string) =>
      as('POST', '/v1/leads', { body: { email: `${ownerId}-lead@example.com`, ownerId } });
    assert.equal((await make(world.as('claire', 'user'), 'luc')).status, 403);
    assert.equal((await make(world.as('max', 'manager'), 'luc')).status, 403);
    assert.equal((await make(world.as('max', 'manager'), 'claire')).status, 201);
    assert.equal((await make(world.as('ada', 'admin'), 'nobody')).status, 400);
  });

  test('unsubscribe and convert, which can be repeated', async () => {
    const world = await withPeople();
    const claire = world.as('claire', 'user');
    const { body: lead } = await claire('POST', '/v1/leads', { body: { email: 'ana@example.com' } });
    const path = `/v1/leads/${lead.id}`;
    const first = await claire('POST', `${path}/unsubscribe`);
    assert.equal(first.body.suppression.unsubscribedAt, '2027-03-01T08:00:00.000Z');
    world.clock.set(at('2027-03-02T08:00:00.000Z'));
    const second = await claire('POST', `${path}/unsubscribe`);
    assert.equal(second.body.suppression.unsubscribedAt, '2027-03-01T08:00:00.000Z');
    assert.equal((await claire('POST', `${path}/convert`)).body.status, 'contact');
    const { body: activities } = await claire('GET', `${path}/activities`);
    const words = activities.items.flatMap(({ events }: { events: { words: string }[] }) =>
      events.map((e) => e.words),
    );
    assert.deepEqual(words, [
      'The lead unsubscribed by word of mouth.',
      'claire converted the lead into a contact.',
    ]);
    const query = { order: 'newest' };
    const { body: newest } = await claire('GET', `${path}/activities`, { query });
    assert.deepEqual(newest.items, activities.items.toReversed());
  });

  test('B6: a call tells where its recording is heard', async () => {
    const world = await withPeople();
    const claire = world.as('claire', 'user');
    const { body: lead } = await claire('POST', '/v1/leads', { body: { email: 'ana@example.com' } });
    const recording = 'https://recordings.example/1';
    const call = { direction: 'incoming', at: world.clock.now(), seconds: 65, by: 'claire' } as const;
    const of = { organisation: 'acme', leadId: lead.id, externalId: 'c1' };
    await world.ports.store.activities.add([callActivity(world.ports.ids, of, { ...call, recording })]);
    const { body } = await claire('GET', `/v1/leads/${lead.id}/activities`);
    assert.deepEqual(body.items[0].events[0].event, {
      ...{ type: 'call-received', seconds: 65, by: 'claire', recording },
    });
  });
});
