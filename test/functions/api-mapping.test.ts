import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withPeople } from '#test/support/api.ts';
import { mappingIn, salesforceIn } from '#test/support/connected.ts';

test('B1: a preview and a dry run that the CRM keeps waiting say so in time, and change nothing', async () => {
  const w = await withPeople();
  const boss = w.as('eve', 'super_admin');
  assert.equal((await boss('PUT', '/v1/connections/salesforce', { body: salesforceIn })).status, 201);
  w.connected.crm.newest = () => new Promise(() => undefined);
  const deadline = { seconds: 20, passed: Promise.resolve(), clear: () => undefined };
  Object.assign(w.connected, { deadline: () => deadline });
  const body = { ...mappingIn, defaultOwnerId: 'claire' };
  for (const what of ['preview', 'dry-run']) {
    const path = `/v1/connections/salesforce/mapping/${what}`;
    const { status, headers, body: problem } = await boss('POST', path, { body });
    assert.deepEqual(
      [status, headers['content-type'], problem.type],
      [409, 'application/problem+json', '/problems/conflict'],
    );
    assert.match(problem.detail, /Salesforce did not answer within 20 seconds.*try again.*map fewer fields/);
  }
  assert.equal(await w.ports.store.mappings.get('acme', 'salesforce'), undefined);
});
