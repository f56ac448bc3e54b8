import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { at } from '#test/support/at.ts';
import { withPeople, type ApiWorld } from '#test/support/api.ts';

const contacts = {
  name: 'From a bakery',
  over: 'leads',
  filter: { all: [{ field: 'lead.fields.industry', is: 'is', value: 'bakery' }] },
};
const unanswered = {
  name: 'Unanswered offers',
  over: 'offer',
  filter: {
    all: [
      { field: 'record.status', is: 'is', value: 'sent' },
      { field: 'record.sentAt', is: 'more-than-days-after', value: 3 },
      { field: 'record.sentAt', is: 'nothing-done-since' },
    ],
  },
};

/** A team with leads: every third of Claire's is a baker, Luc has one lead more. */
async function withLeads(count: number): Promise<ApiWorld & { leadIds: string[] }> {
  const world = await withPeople();
  const leadIds: string[] = [];
  for (let n = 0; n < count; n += 1) {
    const fields = { industry: n % 3 === 0 ? 'Bakery' : 'butcher' };
    const body = { email: `lead-${n}@example.com`, fields };
    leadIds.push((await world.as('claire', 'user')('POST', '/v1/leads', { body })).body.id);
  }
  const body = { email: 'luc-lead@example.com', fields: { industry: 'bakery' } };
  await world.as('luc', 'user')('POST', '/v1/leads', { body });
  return { ...world, leadIds };
}

/** Every item of a list, page by page, with how many pages there were. */
async function everyItem(as: ReturnType<ApiWorld['as']>, path: string, query: Record<string, string>) {
  const items: any[] = [];
  let pages = 0;
  for (let cursor: string | undefined; ;) {
    const { status, body } = await as('GET', path, { query: cursor ? { ...query, cursor } : query });
    assert.equal(status, 200, JSON.stringify(body));
    assert.ok(body.items.length <= Number(query['limit'] ?? 50));
    items.push(...body.items);
    pages += 1;
    if (body.cursor === undefined) return { items, pages };
    cursor = body.cursor;
  }
}

describe('saved filters', () => {
  test('E1: are kept with what they ask, by revision, and refused with the path of each problem', async () => {
    const claire = (await withPeople()).as('claire', 'user');
    const made = await claire('PUT', '/v1/filters/bakers', { body: contacts });
    assert.equal(made.status, 201);
    const read = await claire('GET', '/v1/filters/bakers');
    assert.deepEqual([read.body.filter, read.headers['etag']], [contacts.filter, '"1"']);
    assert.equal((await claire('PUT', '/v1/filters/bakers', { body: contacts })).status, 428);
    const wrong = { ...contacts, filter: { any: [contacts.filter, { field: 'lead.colour', is: 'is' }] } };
    const refused = await claire('PUT', '/v1/filters/other', { body: wrong });
    assert.equal(refused.status, 400);
    assert.deepEqual(
      refused.body.errors.map(({ path }: { path: string }) => path),
      ['filter.any.1.field'],
    );
    assert.equal((await claire('GET', '/v1/filters/other')).status, 404);
    const { body } = await claire('POST', '/v1/filters/validate', {
      body: { over: 'leads', filter: wrong.filter },
    });
    assert.deepEqual(body.problems, refused.body.errors);
    const ofNone = { ...contacts, over: 'contract' };
    assert.equal((await claire('PUT', '/v1/filters/none', { body: ofNone })).body.errors[0].path, 'over');
    const moved = { body: { ...unanswered }, headers: { 'if-match': '"1"' } };
    assert.equal((await claire('PUT', '/v1/filters/bakers', moved)).body.errors[0].path, 'over');
    assert.equal(
      (await claire('DELETE', '/v1/filters/bakers', { headers: { 'if-match': '"1"' } })).status,
      204,
    );
    assert.deepEqual((await claire('GET', '/v1/filters')).body.items, []);
  });

  test('E1: those that are not shared are for who can access their maker', async () => {
    const world = await withPeople();
    const body = { ...contacts, shared: false };
    await world.as('claire', 'user')('PUT', '/v1/filters/mine', { body });
    await world.as('claire', 'user')('PUT', '/v1/filters/ours', { body: contacts });
    const seen = async (who: string, role: 'user' | 'manager') =>
      (await world.as(who, role)('GET', '/v1/filters')).body.items.map(({ id }: { id: string }) => id);
    assert.deepEqual(await seen('luc', 'user'), ['ours']);
    assert.deepEqual(await seen('max', 'manager'), ['mine', 'ours']);
    assert.equal((await world.as('luc', 'user')('GET', '/v1/filters/mine')).status, 403);
  });

  test('E1: what conditions may ask is listed with the operators of each field', async () => {
    const claire = (await withPeople()).as('claire', 'user');
    const { body } = await claire('GET', '/v1/filter-fields', { query: { over: 'offer' } });
    const of = (name: string) => body.fields.find(({ field }: { field: string }) => field === name);
    assert.deepEqual(of('record.status').choices, ['draft', 'sent', 'accepted', 'declined', 'expired']);
    assert.ok(of('record.sentAt').operators.some(({ is }: { is: string }) => is === 'nothing-done-since'));
    assert.deepEqual(of('sequence.<id>').operators[0].takes, 'nothing');
    const { body: ofLeads } = await claire('GET', '/v1/filter-fields');
    assert.ok(ofLeads.fields.every(({ field }: { field: string }) => !field.startsWith('record.')));
  });

  test('E1: list leads page by page, without one twice or left out, within the access of the caller', async () => {
    const { as, leadIds } = await withLeads(31);
    const claire = as('claire', 'user');
    await claire('PUT', '/v1/filters/bakers', { body: contacts });
    const expected = leadIds.filter((_, n) => n % 3 === 0).toSorted();
    for (const limit of ['1', '4', '100']) {
      const { items } = await everyItem(claire, '/v1/leads', { filter: 'bakers', limit });
      assert.deepEqual(items.map(({ id }) => id).toSorted(), expected, `by ${limit}`);
    }
    const { items } = await everyItem(as('ada', 'admin'), '/v1/leads', { filter: 'bakers' });
    assert.equal(items.length, expected.length + 1);
    const both = await claire('GET', '/v1/leads', { query: { filter: 'bakers', qualified: 'true' } });
    assert.equal(both.status, 400);
    await claire('PUT', '/v1/filters/offers', { body: unanswered });
    assert.equal((await claire('GET', '/v1/leads', { query: { filter: 'offers' } })).status, 409);
    assert.equal((await claire('GET', '/v1/leads', { query: { filter: 'none' } })).status, 404);
  });

  test('E1: a page that matches little reads a bounded number, and goes on by its cursor', async () => {
    const { as } = await withLeads(40);
    const claire = as('claire', 'user');
    const nobody = { ...contacts, filter: { field: 'lead.fields.industry', is: 'is', value: 'none' } };
    await claire('PUT', '/v1/filters/nobody', { body: nobody });
    const { items, pages } = await everyItem(claire, '/v1/leads', { filter: 'nobody', limit: '1' });
    assert.deepEqual([items.length, pages], [0, Math.ceil(40 / 15)]);
  });

  test('E1, F2: explain a record of the caller’s: what held and what did not, and when that changes', async () => {
    const world = await withLeads(1);
    const claire = world.as('claire', 'user');
    const sentAt = '2027-02-28T09:00:00.000Z';
    const record = {
      typeId: 'offer',
      sourceId: '2027/1',
      leadId: world.leadIds[0],
      values: { status: 'sent', sentAt },
    };
    const { body: offer } = await claire('PUT', '/v1/records', { body: record });
    await claire('PUT', '/v1/filters/offers', { body: unanswered });
    const explain = async () =>
      (await claire('POST', '/v1/filters/offers/explain', { body: { recordId: offer.id } })).body;
    const before = await explain();
    assert.deepEqual(
      [before.matches, before.changesAt, before.zone],
      [false, '2027-03-03T09:00:00.000Z', 'Europe/Paris'],
    );
    assert.deepEqual(
      before.lines.map(({ depth, held, seen }: any) => [depth, held, seen]),
      [
        [0, false, undefined],
        [1, true, 'sent'],
        [1, false, sentAt],
        [1, true, sentAt],
      ],
    );
    world.clock.set(at('2027-03-03T09:00:00.000Z'));
    assert.deepEqual([(await explain()).matches, (await explain()).changesAt], [true, undefined]);
    const { items } = await everyItem(claire, '/v1/records', { filter: 'offers' });
    assert.deepEqual(
      items.map(({ id }) => id),
      [offer.id],
    );
    const body = { recordId: offer.id };
    const foreign = await world.as('luc', 'user')('POST', '/v1/filters/offers/explain', { body });
    assert.equal(foreign.status, 403);
    const asLead = { body: { leadId: world.leadIds[0] } };
    assert.equal((await claire('POST', '/v1/filters/offers/explain', asLead)).status, 409);
  });

  test('E1: preview counts and shows examples of what the caller can access', async () => {
    const { as } = await withLeads(31);
    const claire = as('claire', 'user');
    await claire('PUT', '/v1/filters/bakers', { body: contacts });
    const { body } = await claire('POST', '/v1/filters/bakers/preview');
    assert.deepEqual([body.read, body.matching, body.more, body.examples.length], [31, 11, false, 10]);
    assert.match(body.examples[0].name, /^lead-\d+@example\.com$/);
    const { body: ofAll } = await as('ada', 'admin')('POST', '/v1/filters/bakers/preview');
    assert.deepEqual([ofAll.read, ofAll.matching], [32, 12]);
  });
});
