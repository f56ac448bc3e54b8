import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { withPeople } from '#test/support/api.ts';

const half = '\ud800';

describe('a body', () => {
  test('with half a character anywhere is refused, by place', async () => {
    const admin = (await withPeople()).as('ada', 'admin');
    const attempts: [method: 'PUT' | 'POST', path: string, body: object, place: string][] = [
      ['PUT', '/v1/accounts/globex', { name: `Globex ${half}` }, 'name'],
      ['PUT', '/v1/accounts/globex', { name: 'Globex', fields: { sector: half } }, 'fields.sector'],
      ['PUT', '/v1/accounts/globex', { name: 'Globex', fields: { [half]: 'x' } }, 'fields.\ufffd'],
      ['POST', '/v1/leads', { email: 'ana@example.com', firstName: half }, 'firstName'],
      ['PUT', '/v1/groups/paris', { name: half }, 'name'],
    ];
    for (const [method, path, body, place] of attempts) {
      const answer = await admin(method, path, { body });
      assert.equal(answer.status, 400, JSON.stringify(answer.body));
      assert.deepEqual(
        answer.body.errors.map((error: { path: string }) => error.path),
        [place],
      );
    }
  });

  test('with a name that every object has is refused, and one nested without end too', async () => {
    const admin = (await withPeople()).as('ada', 'admin');
    for (const name of ['constructor', 'toString', 'hasOwnProperty']) {
      const body = { name: 'Globex', fields: { [name]: 'x' } };
      const answer = await admin('PUT', '/v1/accounts/globex', { body });
      assert.equal(answer.status, 400);
      assert.equal(answer.body.errors[0].path, `fields.${name}`);
    }
    const headers = { constructor: 'x' };
    const convert = { url: 'https://example.com/hook', method: 'POST', headers, active: true };
    const body = { leadWebhooks: { convert, disqualify: null } };
    const change = await admin('PATCH', '/v1/settings/organisation', { body, headers: { 'if-match': '*' } });
    assert.equal(change.status, 400);
  });

  test('D3: a wait beyond all measure is refused when it is saved', async () => {
    const admin = (await withPeople()).as('ada', 'admin');
    for (const amount of [2 ** 53, 1e308, -1e308, 50_001, -50_001]) {
      const step = { id: 's1', name: 'Call', type: 'call', wait: { amount, unit: 'days' } };
      const body = { name: 'Spring', draft: { steps: [step] } };
      const { status } = await admin('PUT', '/v1/sequences/spring', { body });
      assert.equal(status, 400, String(amount));
    }
  });

  test('a cursor that no list gave is refused', async () => {
    const admin = (await withPeople()).as('ada', 'admin');
    const forged = Buffer.from(JSON.stringify(['users acme   ', { id: 'x' }])).toString('base64url');
    for (const path of ['/v1/users', '/v1/leads', '/v1/sequences', '/v1/suppressions', '/v1/groups']) {
      for (const cursor of [forged, `x~${forged}`, '-1', 'é', ' 1']) {
        const { status } = await admin('GET', path, { query: { cursor } });
        assert.ok(status === 200 || status === 400, `${path} ${cursor}: ${status}`);
      }
    }
    assert.equal((await admin('GET', '/v1/users', { query: { cursor: forged } })).status, 400);
    assert.equal((await admin('GET', '/v1/sequences', { query: { cursor: ' 1' } })).status, 400);
  });
});
