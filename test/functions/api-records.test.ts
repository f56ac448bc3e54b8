import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { withPeople, type ApiWorld, type As } from '#test/support/api.ts';

/** A lead of a user, and how the user calls. */
async function leadOf(
  world: ApiWorld,
  userId = 'claire',
  values: object = {},
): Promise<{ by: As; leadId: string }> {
  const by = world.as(userId, 'user');
  const { body } = await by('POST', '/v1/leads', {
    body: { email: `${userId}-lead@example.com`, ...values },
  });
  return { by, leadId: body.id };
}

const offer = (leadId: string, values: object = {}, more: object = {}) => ({
  typeId: 'offer',
  sourceId: '2027/001',
  leadId,
  values: { status: 'sent', ...values },
  ...more,
});

/** Where something is wrong. */
const pathsOf = ({ body }: Awaited<ReturnType<As>>) =>
  (body.errors ?? []).map(({ path }: { path: string }) => path).toSorted();

describe('record types', () => {
  test('E1: everybody reads them, admins change them', async () => {
    const world = await withPeople();
    const [admin, user] = [world.as('ada', 'admin'), world.as('claire', 'user')];
    const body = { name: 'Contract', fields: [{ name: 'endsOn', type: 'date' }] };
    assert.equal((await user('PUT', '/v1/record-types/contract', { body })).status, 403);
    const made = await admin('PUT', '/v1/record-types/contract', { body });
    assert.equal(made.status, 201);
    assert.equal(made.headers['etag'], '"1"');
    const { items } = (await user('GET', '/v1/record-types')).body;
    assert.deepEqual(
      items.map(({ id, revision }: { id: string; revision: number }) => [id, revision]),
      [
        ['contract', 1],
        ['invoice', 0],
        ['offer', 0],
        ['order', 0],
      ],
    );
    const [first, second] = [{ limit: '3' }, { limit: '3', cursor: 'offer' }];
    assert.equal((await user('GET', '/v1/record-types', { query: first })).body.cursor, 'offer');
    const rest = (await user('GET', '/v1/record-types', { query: second })).body;
    assert.deepEqual([rest.items.length, rest.cursor], [1, undefined]);
  });

  test('E1: a wrong type is told by path', async () => {
    const admin = (await withPeople()).as('ada', 'admin');
    const fields = [
      { name: 'status', type: 'choice' },
      { name: 'id', type: 'text' },
      { name: 'a', type: 'text' },
      { name: 'a', type: 'text' },
    ];
    const answer = await admin('PUT', '/v1/record-types/contract', { body: { name: 'Contract', fields } });
    assert.equal(answer.status, 400);
    assert.deepEqual(pathsOf(answer), ['fields.0.choices', 'fields.1.name', 'fields.3.name']);
    const many = Array.from({ length: 51 }, (_, at) => ({ name: `f${at}`, type: 'text' }));
    const tooMany = await admin('PUT', '/v1/record-types/contract', { body: { name: 'C', fields: many } });
    assert.deepEqual(pathsOf(tooMany), ['fields']);
  });

  test('E1: one that is in use is not deleted and loses nothing, with how many records there are', async () => {
    const world = await withPeople();
    const admin = world.as('ada', 'admin');
    const { by, leadId } = await leadOf(world);
    const fields = [{ name: 'seats', type: 'number' }];
    await admin('PUT', '/v1/record-types/contract', { body: { name: 'Contract', fields } });
    const body = { typeId: 'contract', sourceId: 'c1', leadId, values: { seats: 12 } };
    const { id } = (await by('PUT', '/v1/records', { body })).body;
    const headers = { 'if-match': '*' };

    const deleted = await admin('DELETE', '/v1/record-types/contract', { headers });
    assert.equal(deleted.status, 409);
    assert.match(deleted.body.detail, /There are 1 record of this type/);
    const emptied = { headers, body: { name: 'Contract', fields: [] } };
    const less = await admin('PUT', '/v1/record-types/contract', emptied);
    assert.equal(less.status, 409);
    assert.match(less.body.detail, /1 record .*“seats” cannot be taken away/);
    const more = [...fields, { name: 'title', type: 'text' }];
    const grown = await admin('PUT', '/v1/record-types/contract', {
      headers,
      body: { name: 'C', fields: more },
    });
    assert.equal(grown.status, 200);

    assert.equal((await by('DELETE', `/v1/records/${id}`)).status, 204);
    assert.equal((await admin('PUT', '/v1/record-types/contract', emptied)).status, 200);
    assert.equal((await admin('DELETE', '/v1/record-types/contract', { headers })).status, 204);
    assert.equal((await admin('GET', '/v1/record-types/contract')).status, 404);
  });

  test('E1: one that a filter or an automation is over is not deleted, and the refusal names both', async () => {
    const world = await withPeople();
    const admin = world.as('ada', 'admin');
    const headers = { 'if-match': '*' };
    const fields = [{ name: 'seats', type: 'number' }];
    await admin('PUT', '/v1/record-types/contract', { body: { name: 'Contract', fields } });
    const filter = { field: 'record.seats', is: 'at-least', value: 10 };
    const large = { name: 'Large', over: 'contract', filter };
    assert.equal((await admin('PUT', '/v1/filters/large', { body: large })).status, 201);
    const steps = [{ id: 'ask', name: 'Ask', action: 'task-for-user', delayDays: 0 }];
    const body = { name: 'Ask', filterId: 'large', steps };
    assert.equal((await admin('PUT', '/v1/automations/ask', { body })).status, 201);
    const refused = await admin('DELETE', '/v1/record-types/contract', { headers });
    assert.equal(refused.status, 409);
    assert.match(refused.body.detail, /used by the automation “Ask”, the filter “Large”: delete them first/);
    await admin('DELETE', '/v1/automations/ask', { headers });
    const still = await admin('DELETE', '/v1/record-types/contract', { headers });
    assert.match(still.body.detail, /used by the filter “Large”: delete it first/);
    await admin('DELETE', '/v1/filters/large', { headers });
    assert.equal((await admin('DELETE', '/v1/record-types/contract', { headers })).status, 204);
  });

  test('E1: a ready-made one is replaced by one that has all of it, and never deleted', async () => {
    const world = await withPeople();
    const admin = world.as('ada', 'admin');
    const { body: made } = await admin('GET', '/v1/record-types/offer');
    const without = { name: 'Angebot', fields: made.fields.slice(1) };
    assert.deepEqual(pathsOf(await admin('PUT', '/v1/record-types/offer', { body: without })), ['fields']);
    const fields = [...made.fields, { name: 'discount', type: 'number' }];
    const replaced = await admin('PUT', '/v1/record-types/offer', { body: { name: 'Angebot', fields } });
    assert.equal(replaced.status, 201);
    assert.deepEqual((await admin('GET', '/v1/record-types/offer')).body.fields, fields);
    const headers = { 'if-match': '*' };
    assert.equal((await admin('DELETE', '/v1/record-types/offer', { headers })).status, 409);
  });
});

describe('records', () => {
  test('E1: a record belongs to its lead and, unless said otherwise, to whom the lead belongs to', async () => {
    const world = await withPeople();
    const { leadId } = await leadOf(world);
    const admin = world.as('ada', 'admin');
    const body = offer(leadId, {
      amount: { amount: 1234.5, currency: 'EUR' },
      sentAt: '2027-03-01T10:00:00+02:00',
    });
    const made = await admin('PUT', '/v1/records', { body });
    assert.equal(made.status, 201);
    assert.match(made.body.id, /^offer\.[a-z0-9]{16}$/);
    assert.equal(made.body.ownerId, 'claire');
    assert.deepEqual(made.body.values, { ...body.values, sentAt: '2027-03-01T08:00:00.000Z' });
    assert.deepEqual((await admin('GET', `/v1/records/${made.body.id}`)).body, made.body);
    assert.deepEqual(
      Object.keys(made.body).filter((name) => ['organisation', 'events'].includes(name)),
      [],
    );
  });

  test('E1: the same again changes nothing, other values are one change, and what is left out goes', async () => {
    const world = await withPeople();
    const { by, leadId } = await leadOf(world);
    const body = offer(leadId, { title: 'Roof' });
    const first = await by('PUT', '/v1/records', { body });
    const again = await by('PUT', '/v1/records', {
      body: { ...body, values: { title: ' Roof ', status: 'sent' } },
    });
    assert.deepEqual([again.status, again.body], [200, first.body]);
    const { leadId: _, ...unsaid } = body;
    const changed = await by('PUT', '/v1/records', { body: { ...unsaid, values: { status: 'accepted' } } });
    assert.deepEqual([changed.status, changed.body.revision, changed.body.leadId], [200, 2, leadId]);
    assert.deepEqual(changed.body.values, { status: 'accepted' });
    const stored = await world.ports.store.records.get('acme', first.body.id);
    assert.deepEqual(stored?.events, [
      {
        type: 'record-changed',
        record: first.body.id,
        recordType: 'offer',
        sourceId: '2027/001',
        by: 'claire',
        changes: [
          { field: 'status', from: 'sent', to: 'accepted' },
          { field: 'title', from: 'Roof' },
        ],
      },
    ]);
  });

  test('E1: everything that is wrong is told at once, each by its path', async () => {
    const world = await withPeople();
    const { by, leadId } = await leadOf(world);
    const values = { status: 'lost', amount: { amount: 1, currency: 'XXX' }, sentAt: 'today', colour: 'red' };
    const answer = await by('PUT', '/v1/records', {
      body: offer(leadId, values, { accountId: 'nowhere', ownerId: 'nobody' }),
    });
    assert.equal(answer.status, 400);
    assert.deepEqual(pathsOf(answer), [
      'accountId',
      'ownerId',
      'values.amount.currency',
      'values.colour',
      'values.sentAt',
      'values.status',
    ]);
    const unknown = { typeId: 'nothing', sourceId: '1', leadId, values: {} };
    assert.deepEqual(pathsOf(await by('PUT', '/v1/records', { body: unknown })), ['typeId']);
    const nobodys = { typeId: 'offer', sourceId: '1', values: {} };
    assert.deepEqual(pathsOf(await by('PUT', '/v1/records', { body: nobodys })), ['leadId']);
  });

  test('E1: a user in a value must exist', async () => {
    const world = await withPeople();
    const { by, leadId } = await leadOf(world);
    const fields = [{ name: 'adviser', type: 'user' }];
    await world.as('ada', 'admin')('PUT', '/v1/record-types/contract', {
      body: { name: 'Contract', fields },
    });
    const put = (adviser: string) =>
      by('PUT', '/v1/records', { body: { typeId: 'contract', sourceId: 'c1', leadId, values: { adviser } } });
    assert.deepEqual(pathsOf(await put('nobody')), ['values.adviser']);
    assert.equal((await put('luc')).status, 201);
  });

  test('E1: a record stays with its lead', async () => {
    const world = await withPeople();
    const { by, leadId } = await leadOf(world);
    const { body: other } = await by('POST', '/v1/leads', { body: { email: 'bob@example.com' } });
    await by('PUT', '/v1/records', { body: offer(leadId) });
    assert.deepEqual(pathsOf(await by('PUT', '/v1/records', { body: offer(other.id) })), ['leadId']);
  });

  test('E1: up to a thousand are written by one request, each with its own result', async () => {
    const world = await withPeople();
    const { by, leadId } = await leadOf(world);
    const { leadId: foreign } = await leadOf(world, 'luc');
    const records = [
      offer(leadId, {}, { sourceId: '1' }),
      offer(leadId, { status: 'lost' }, { sourceId: '2' }),
      offer(foreign, {}, { sourceId: '3' }),
      offer(leadId, {}, { sourceId: '1' }),
      { typeId: 'offer', leadId, values: {} },
    ];
    const { status, body } = await by('POST', '/v1/records', { body: { records } });
    assert.equal(status, 200);
    const told = body.results.map(({ outcome, errors, detail }: any) => [
      outcome,
      errors?.[0]?.path ?? detail,
    ]);
    assert.deepEqual(told, [
      ['created', undefined],
      ['refused', 'values.status'],
      ['refused', 'The lead belongs to another user.'],
      ['refused', 'sourceId'],
      ['refused', 'sourceId'],
    ]);
    const again = await by('POST', '/v1/records', { body: { records } });
    assert.deepEqual(
      again.body.results.map(({ outcome }: any) => outcome),
      ['unchanged', 'refused', 'refused', 'refused', 'refused'],
    );
    const many = Array.from({ length: 1_001 }, () => records[0]);
    assert.deepEqual(pathsOf(await by('POST', '/v1/records', { body: { records: many } })), ['records']);
  });

  test('E1: a thousand at once are all written', async () => {
    const world = await withPeople();
    const { by, leadId } = await leadOf(world);
    const records = Array.from({ length: 1_000 }, (_, at) => offer(leadId, {}, { sourceId: String(at) }));
    const { body } = await by('POST', '/v1/records', { body: { records } });
    assert.equal(body.results.filter(({ outcome }: any) => outcome === 'created').length, 1_000);
    const listed: string[] = [];
    let cursor: string | undefined;
    do {
      const query = { lead: leadId, limit: '100', ...(cursor !== undefined && { cursor }) };
      const page = (await by('GET', '/v1/records', { query })).body;
      listed.push(...page.items.map(({ id }: any) => id));
      cursor = page.cursor;
    } while (cursor !== undefined);
    assert.equal(new Set(listed).size, 1_000);
    const end = await by('GET', '/v1/records', { query: { lead: leadId, cursor: '10000~x' } });
    assert.deepEqual(end.body, { items: [] });
    assert.equal((await by('GET', '/v1/records', { query: { lead: leadId, cursor: 'x' } })).status, 400);
  });

  test('E1: one that is deleted is nowhere, and is made anew under the same id', async () => {
    const world = await withPeople();
    const { by, leadId } = await leadOf(world);
    const { id } = (await by('PUT', '/v1/records', { body: offer(leadId) })).body;
    assert.equal((await by('DELETE', `/v1/records/${id}`)).status, 204);
    for (const method of ['GET', 'DELETE']) assert.equal((await by(method, `/v1/records/${id}`)).status, 404);
    for (const query of [{ lead: leadId }, { type: 'offer' }, { owner: 'claire' }, {}]) {
      assert.deepEqual((await by('GET', '/v1/records', { query })).body.items, []);
    }
    assert.deepEqual((await world.as('ada', 'admin')('GET', '/v1/records')).body.items, []);
    const anew = await by('PUT', '/v1/records', { body: offer(leadId) });
    assert.deepEqual([anew.status, anew.body.id], [201, id]);
    const stored = await world.ports.store.records.get('acme', id);
    assert.equal(stored?.deletedAt, undefined);
    assert.equal(stored?.expiresAt, undefined);
  });
});

describe('who may do what with records', () => {
  test('F11, E1: who has access to the lead, or to whom the record belongs to, reads and changes it', async () => {
    const world = await withPeople();
    const { by, leadId } = await leadOf(world);
    const { id } = (await by('PUT', '/v1/records', { body: offer(leadId) })).body;
    const status = async (userId: string, role: 'user' | 'manager') => {
      const as = world.as(userId, role);
      const [read, written] = [
        await as('GET', `/v1/records/${id}`),
        await as('PUT', '/v1/records', { body: offer(leadId) }),
      ];
      assert.equal(read.status, written.status);
      return read.status;
    };
    assert.equal(await status('max', 'manager'), 200);
    assert.equal(await status('luc', 'manager'), 403);
    assert.equal(await status('luc', 'user'), 403);
    const given = await by('PUT', '/v1/records', { body: offer(leadId, {}, { ownerId: 'luc' }) });
    assert.equal(given.status, 403);
    await world.as('ada', 'admin')('PUT', '/v1/records', { body: offer(leadId, {}, { ownerId: 'luc' }) });
    assert.equal(await status('luc', 'user'), 200);
    assert.equal(await status('claire', 'user'), 200);
  });

  test('F11, E1: those of an account alone are for managers, admins and who has a lead in it', async () => {
    const world = await withPeople();
    const admin = world.as('ada', 'admin');
    await admin('PUT', '/v1/accounts/bakery', { body: { name: 'Bakery' } });
    await admin('PUT', '/v1/accounts/mill', { body: { name: 'Mill' } });
    const { by } = await leadOf(world, 'claire', { accountId: 'bakery' });
    const { by: luc } = await leadOf(world, 'luc', { accountId: 'mill' });
    const body = { typeId: 'order', sourceId: 'o1', accountId: 'bakery', values: {} };
    const { id } = (await admin('PUT', '/v1/records', { body })).body;
    const query = { account: 'bakery' };
    assert.equal((await by('GET', `/v1/records/${id}`)).status, 200);
    assert.equal((await by('PUT', '/v1/records', { body })).status, 200);
    assert.equal((await by('GET', '/v1/records', { query })).body.items.length, 1);
    assert.equal((await luc('GET', `/v1/records/${id}`)).status, 403);
    assert.equal((await luc('PUT', '/v1/records', { body })).status, 403);
    assert.deepEqual((await luc('GET', '/v1/records', { query })).body.items, []);
    // Not even by taking it along into an account of one's own.
    const taken = await luc('PUT', '/v1/records', { body: { ...body, accountId: 'mill' } });
    assert.equal(taken.status, 403);
    const anew = { ...body, sourceId: 'o2' };
    assert.equal((await luc('PUT', '/v1/records', { body: anew })).status, 403);
    assert.equal((await world.as('max', 'manager')('PUT', '/v1/records', { body: anew })).status, 201);
  });

  test('F11, E1: lists hold what the caller can access, by type and over pages', async () => {
    const world = await withPeople();
    const { by: claire, leadId } = await leadOf(world);
    const { by: luc, leadId: other } = await leadOf(world, 'luc');
    for (const sourceId of ['1', '2', '3']) {
      await claire('PUT', '/v1/records', { body: offer(leadId, {}, { sourceId }) });
      await claire('PUT', '/v1/records', { body: { typeId: 'order', sourceId, leadId, values: {} } });
      await luc('PUT', '/v1/records', { body: offer(other, {}, { sourceId: `l${sourceId}` }) });
    }
    const all = async (as: As, query: Record<string, string>) => {
      const found: string[] = [];
      let cursor: string | undefined;
      do {
        const page = { ...query, limit: '2', ...(cursor !== undefined && { cursor }) };
        const { body } = await as('GET', '/v1/records', { query: page });
        found.push(...body.items.map(({ typeId, sourceId }: any) => `${typeId} ${sourceId}`));
        cursor = body.cursor;
      } while (cursor !== undefined);
      return found.toSorted();
    };
    const offers = ['offer 1', 'offer 2', 'offer 3'];
    const ofLuc = ['offer l1', 'offer l2', 'offer l3'];
    assert.deepEqual(await all(claire, { type: 'offer' }), offers);
    assert.deepEqual(await all(luc, {}), ofLuc);
    assert.deepEqual(await all(world.as('max', 'manager'), { type: 'offer' }), offers);
    assert.deepEqual(await all(world.as('ada', 'admin'), { type: 'offer' }), [...offers, ...ofLuc]);
    assert.equal((await all(world.as('ada', 'admin'), {})).length, 9);
    assert.deepEqual(await all(world.as('ada', 'admin'), { owner: 'luc' }), ofLuc);
    assert.deepEqual(await all(claire, { lead: leadId, type: 'offer' }), offers);
    assert.equal((await luc('GET', '/v1/records', { query: { lead: leadId } })).status, 403);
    assert.equal((await luc('GET', '/v1/records', { query: { owner: 'claire' } })).status, 403);
  });
});
