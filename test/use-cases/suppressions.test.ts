import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Lead } from '#shared/domain/people/people.ts';
import { apiWorld, type ApiAnswer, type ApiWorld, type As } from '#test/support/api.ts';

type World = ApiWorld & { admin: As; manager: As };

async function acme(): Promise<World> {
  const world = apiWorld('2027-03-01T08:00:00.000Z');
  const admin = world.as('ada', 'admin');
  for (const id of ['ada', 'claire', 'max']) {
    const body = { name: id, email: `${id}@acme.example`, zone: 'Europe/Paris' };
    await admin('PUT', `/v1/users/${id}`, { body });
  }
  return { ...world, admin, manager: world.as('max', 'manager') };
}

const ok = ({ status, body }: ApiAnswer, expected = 200) => {
  assert.equal(status, expected, JSON.stringify(body));
  return body;
};
const newLead = async ({ admin }: World, body: object): Promise<Lead> =>
  ok(await admin('POST', '/v1/leads', { body }), 201);
const leadOf = async ({ admin }: World, id: string): Promise<Lead> => ok(await admin('GET', `/v1/leads/${id}`));
const listed = async ({ admin }: World, query: Record<string, string> = {}) =>
  ok(await admin('GET', '/v1/suppressions', { query })).items;
const happened = async (world: World, leadId: string) => {
  const page = await world.ports.store.activities.ofLead('acme', leadId, { limit: 100 });
  return page.items.flatMap(({ events }) => events.map(({ type }) => type));
};

describe('the suppression list', () => {
  test('D7: an address put on the list suppresses every lead that has it, with reason and date', async () => {
    const world = await acme();
    const ana = await newLead(world, { email: 'ana@example.com' });
    const bob = await newLead(world, { email: 'bob@example.com' });
    const at = '2027-02-03T10:00:00Z';
    const body = { email: 'Ana@Example.com ', reason: 'unsubscribed', at, note: 'On the phone' };
    const entry = ok(await world.manager('POST', '/v1/suppressions', { body }), 201);
    assert.deepEqual(
      { ...entry, id: '' },
      {
        id: '',
        address: 'ana@example.com',
        reason: 'unsubscribed',
        at: '2027-02-03T10:00:00.000Z',
        addedAt: '2027-03-01T08:00:00.000Z',
        source: 'user',
        by: 'max',
        note: 'On the phone',
      },
    );
    assert.equal((await leadOf(world, ana.id)).suppression.unsubscribedAt, '2027-02-03T10:00:00.000Z');
    assert.deepEqual((await leadOf(world, bob.id)).suppression, {});
    assert.deepEqual(await happened(world, ana.id), ['suppressed']);
  });

  test('D7: a lead made with an address that is on the list is suppressed from the start', async () => {
    const world = await acme();
    await world.manager('POST', '/v1/suppressions', { body: { phone: '+33 6 12 34 56 78' } });
    const ana = await newLead(world, { email: 'ana@example.com', phone: '06 12 34 56 78', country: 'FR' });
    assert.deepEqual(ana.suppression, { byHandAt: '2027-03-01T08:00:00.000Z' });
    assert.deepEqual(await happened(world, ana.id), ['suppressed']);
  });
});
