import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { plusSeconds } from '#shared/domain/time/instants.ts';
import { syncConnection } from '#shared/use-cases/crm/sync-connection.ts';
import { published, withEverything } from '#test/support/api-with-sequence.ts';
import { mappingIn, salesforceIn } from '#test/support/connected.ts';

const organisation = 'acme';
const rule = {
  name: 'Leads with a budget',
  kind: 'salesforce',
  object: 'lead',
  filter: { field: 'lead.fields.budget', is: 'is-set' },
  sequenceId: 'spring',
  asksAbove: 2,
};

/** Salesforce connected and mapped: only those whom a rule takes become leads. */
async function withCrm() {
  const world = await withEverything();
  const { admin, clock, connected } = world;
  await published(world);
  const owner = world.as('sue', 'super_admin');
  const put = await owner('PUT', '/v1/connections/salesforce', { body: salesforceIn });
  assert.equal(put.status, 201, JSON.stringify(put.body));
  const body = { ...mappingIn, takesIn: 'by-rule', defaultOwnerId: 'claire' };
  const mapped = await admin('PUT', '/v1/connections/salesforce/mapping', { body });
  assert.equal(mapped.status, 201, JSON.stringify(mapped.body));
  const later = () => {
    clock.set(plusSeconds(clock.now(), 300));
  };
  const reads = async () => {
    later();
    const of = {
      organisation,
      kind: 'salesforce',
      holder: 'w',
      now: clock.now(),
      hasTime: () => true,
    } as const;
    assert.equal((await syncConnection(connected, of)).kind, 'done');
  };
  const seed = (n: number, budget?: string) =>
    connected.crm.seed({
      object: 'lead',
      id: `00Q${n}`,
      createdAt: clock.now(),
      fields: {
        FirstName: `Person ${n}`,
        Email: `p${n}@customer.example`,
        ...(budget && { Budget: budget }),
      },
    });
  return { ...world, owner, reads, seed, later };
}

describe('A13: CRM rules in the API', () => {
  test('A13, B6: who comes to the CRM and matches is imported and enrolled; above the number they wait until somebody lets them', async () => {
    const { admin, connected, reads, seed, later } = await withCrm();
    const made = await admin('PUT', '/v1/crm-rules/budgets', { body: rule });
    assert.equal(made.status, 201, JSON.stringify(made.body));
    assert.equal(made.body.active, false);
    assert.equal((await admin('POST', '/v1/crm-rules/budgets/activate')).body.active, true);
    later();
    seed(1);
    for (const n of [2, 3, 4, 5]) seed(n, '100');
    await reads();

    const enrolled = async () => (await Array.fromAsync(connected.store.enrollments.scan())).length;
    assert.equal(await enrolled(), 2);
    const asking = await admin('GET', '/v1/crm-rules/budgets');
    assert.equal(asking.body.asking.waiting, 2);
    const looks = await admin('GET', '/v1/crm-rules/budgets/looks');
    const outcomes = Map.groupBy(looks.body.items as { outcome: string }[], ({ outcome }) => outcome);
    assert.deepEqual([...outcomes].map(([outcome, some]) => [outcome, some.length]).toSorted(), [
      ['enrolled', 2],
      ['no-match', 1],
      ['waits', 2],
    ]);
    assert.equal((await admin('POST', '/v1/crm-rules/budgets/go-on')).status, 200);
    assert.equal((await admin('POST', '/v1/crm-rules/budgets/go-on')).status, 409);
    await reads();
    assert.equal(await enrolled(), 4);
    assert.equal((await admin('POST', '/v1/crm-rules/budgets/deactivate')).body.active, false);
  });

  test('A13: what a rule noted of itself since somebody read it does not keep them from changing it; another’s change does', async () => {
    const { admin, reads, seed, later } = await withCrm();
    await admin('PUT', '/v1/crm-rules/budgets', { body: rule });
    const { headers } = await admin('POST', '/v1/crm-rules/budgets/activate');
    later();
    seed(1, '100');
    await reads();
    const ifMatch = { 'if-match': String(headers['etag']) };
    const change = () =>
      admin('PUT', '/v1/crm-rules/budgets', { body: { ...rule, name: 'B' }, headers: ifMatch });
    assert.equal((await change()).status, 200);
    assert.equal((await change()).status, 412);
    assert.equal(
      (await admin('DELETE', '/v1/crm-rules/budgets', { headers: { 'if-match': '*' } })).status,
      204,
    );
    assert.equal((await admin('GET', '/v1/crm-rules/budgets')).status, 404);
    assert.equal((await admin('GET', '/v1/crm-rules')).body.items.length, 0);
  });

  test('B1: without its CRM a rule is refused with which of the two is missing', async () => {
    const { admin, owner } = await withCrm();
    const hubspot = await admin('PUT', '/v1/crm-rules/other', {
      body: { ...rule, kind: 'hubspot', object: 'contact' },
    });
    assert.match(JSON.stringify(hubspot.body), /HubSpot is not connected/);
    await owner('DELETE', '/v1/connections/salesforce', { headers: { 'if-match': '*' } });
    const refused = await admin('PUT', '/v1/crm-rules/other', { body: rule });
    assert.match(JSON.stringify(refused.body), /Salesforce is not connected/);
  });

  test('B6: a dry run says what the rule would make of the records that changed last, and does nothing', async () => {
    const { admin, connected, seed, later } = await withCrm();
    seed(1);
    later();
    seed(2, '100');
    const { status, body } = await admin('POST', '/v1/crm-rules/dry-run', { body: rule });
    assert.equal(status, 200, JSON.stringify(body));
    assert.deepEqual(
      [body.matching, body.items.map((one: { outcome: string }) => one.outcome)],
      [1, ['enrolled', 'no-match']],
    );
    assert.match(body.items[1].words.join(), /no, it is not set/);
    const bad = await admin('POST', '/v1/crm-rules/dry-run', { body: { ...rule, sequenceId: 'none' } });
    assert.match(JSON.stringify(bad.body), /There is no sequence/);
    assert.deepEqual(await Array.fromAsync(connected.store.enrollments.scan()), []);
  });
});
