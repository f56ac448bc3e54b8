import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { withEverything } from '#test/support/api-with-sequence.ts';
import { at } from '#test/support/at.ts';
import type { As } from '#test/support/api.ts';

/** What a text finds: the ids by kind, of kinds that have any. */
async function foundBy(as: As, q: string): Promise<Record<string, string[]>> {
  const { status, body } = await as('GET', '/v1/search', { query: { q } });
  assert.equal(status, 200, JSON.stringify(body));
  const kinds = Object.entries(body as Record<string, { items: { id: string }[] }>);
  return Object.fromEntries(
    kinds.flatMap(([kind, { items }]) => (items.length === 0 ? [] : [[kind, items.map(({ id }) => id)]])),
  );
}

describe('search', () => {
  test('F13: finds a lead by its whole address, by its phone and by its id', async () => {
    const world = await withEverything();
    const { claire } = world;
    const body = { email: 'Zoe@Example.com', firstName: 'Zoé', lastName: 'Martin', phone: '+33612345678' };
    const { id } = (await claire('POST', '/v1/leads', { body })).body;
    for (const text of ['zoe@example.com', '+33 6 12 34 56 78', '0033612345678', id])
      assert.deepEqual((await foundBy(claire, text)).leads, [id], text);
  });

  test('F13: finds by a part of a name, whatever its case, accents and order', async () => {
    const { claire, admin } = await withEverything();
    const lead = { email: 'z@example.com', firstName: 'Zoé', lastName: 'Martin' };
    const { id } = (await claire('POST', '/v1/leads', { body: lead })).body;
    for (const text of ['zoe mar', 'MARTIN ZO', 'martin'])
      assert.deepEqual(await foundBy(claire, text), { leads: [id] }, text);
    await admin('PUT', '/v1/accounts/martin', { body: { name: 'Boulangerie Martin' } });
    const sequence = { name: 'Martinique', draft: { steps: [] } };
    await admin('PUT', '/v1/sequences/isles', { body: sequence });
    const filter = { all: [{ field: 'lead.status', is: 'is', value: 'contact' }] };
    const body = { name: 'Martins', over: 'leads', filter, shared: true };
    await admin('PUT', '/v1/filters/martins', { body });
    const text = { kind: 'task', name: 'Call Martin', text: 'Call', shared: true };
    await admin('PUT', '/v1/templates/call', { body: text });
    await admin('PUT', '/v1/users/martin', {
      body: { name: 'P. Martin', email: 'p@acme.example', zone: 'Europe/Paris' },
    });
    assert.deepEqual(await foundBy(claire, 'martin'), {
      leads: [id],
      accounts: ['martin'],
      sequences: ['isles'],
      templates: ['call'],
      users: ['martin'],
      filters: ['martins'],
    });
  });

  test('F13: finds a record by its number at its source, of whatever type', async () => {
    const { claire, leads } = await withEverything();
    const record = { typeId: 'invoice', sourceId: 'A-2027/118', leadId: leads[0], values: {} };
    const { body } = await claire('PUT', '/v1/records', { body: record });
    const found = await claire('GET', '/v1/search', { query: { q: 'A-2027/118' } });
    const [item] = found.body.records.items;
    assert.deepEqual(
      [item.typeId, item.sourceId, item.leadId],
      ['invoice', 'A-2027/118', leads[0]],
      JSON.stringify(body),
    );
  });

  test('F13, F11: what the lists do not show a caller is not found either', async () => {
    const world = await withEverything();
    const luc = world.as('luc', 'user');
    const mine = { kind: 'task', name: 'Anagram', text: 'Call', shared: false };
    await world.claire('PUT', '/v1/templates/own', { body: mine });
    const record = { typeId: 'offer', sourceId: 'ana-1', leadId: world.leads[0], values: {} };
    await world.claire('PUT', '/v1/records', { body: record });
    assert.deepEqual(Object.keys(await foundBy(world.claire, 'ana')), ['leads', 'templates']);
    assert.deepEqual(await foundBy(luc, 'ana'), {});
    assert.deepEqual(await foundBy(luc, 'ana@example.com'), {});
    assert.deepEqual(await foundBy(luc, world.leads[0] ?? ''), {});
    assert.deepEqual(await foundBy(luc, 'ana-1'), {});
    assert.deepEqual(await foundBy(world.as('kim', 'admin', 'globex'), 'ana'), {});
  });

  test('F13: tells eight of a kind, and when there are more or not all were looked at', async () => {
    const world = await withEverything();
    const { leads } = world.ports.store;
    const one = await leads.get('acme', world.leads[0] ?? '');
    assert.ok(one !== undefined);
    for (let n = 0; n < 5_000; n += 1) {
      const id = `lead${String(n).padStart(12, '0')}`;
      const named = {
        firstName: n < 9 ? 'Nina' : 'Ole',
        email: `${id}@x.example`,
        createdAt: at('2027-03-01T08:00:00Z'),
      };
      await leads.put({ ...one, ...named, id, revision: 1 }, 'absent');
    }
    const ask = async (q: string) => (await world.admin('GET', '/v1/search', { query: { q } })).body.leads;
    const many = await ask('nina');
    assert.deepEqual([many.items.length, many.complete], [8, false]);
    const none = await ask('nobody');
    assert.deepEqual([none.items.length, none.complete], [0, false]);
  });

  test('F13: a text has two characters at least', async () => {
    const { claire } = await withEverything();
    assert.equal((await claire('GET', '/v1/search', { query: { q: ' a ' } })).body.errors[0].path, 'q');
  });
});
