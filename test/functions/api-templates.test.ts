import { describe, test } from 'node:test';
import assert from 'node:assert/strict';
import type { As } from '#test/support/api.ts';
import { mail, withEverything } from '#test/support/api-with-sequence.ts';

describe('templates', () => {
  test('D8: are cleaned when saved, and shown filled in for a lead', async () => {
    const { claire, leads } = await withEverything();
    const { body: saved } = await claire('GET', '/v1/templates/hello');
    assert.equal(saved.html.includes('script'), false);
    const query = { lead: leads[0] ?? '' };
    const { body: preview } = await claire('GET', '/v1/templates/hello/preview', { query });
    assert.equal(preview.subject, 'Hello ana');
    assert.match(preview.text, /Hello ana/);
    assert.deepEqual(preview.missing, []);
  });

  test('D8: say which variables nothing fills', async () => {
    const { claire, admin, leads } = await withEverything();
    const body = { kind: 'sms', name: 'Text', text: 'Hello {{ lead.title }} {{ lead.firstName }}' };
    await admin('PUT', '/v1/templates/text', { body });
    const { body: preview } = await claire('GET', '/v1/templates/text/preview', {
      query: { lead: leads[0] ?? '' },
    });
    assert.deepEqual(preview.missing, ['lead.title']);
    assert.equal(preview.sms.parts, 1);
  });

  test('D8: are refused with what to mend in them', async () => {
    const { admin } = await withEverything();
    const { status, body } = await admin('PUT', '/v1/templates/wrong', {
      body: { ...mail, html: '<p>{{ lead.shoeSize }}</p>' },
    });
    assert.equal(status, 400);
    assert.match(body.errors[0].message, /lead\.shoeSize/);
  });

  test('D8: of another user are not changed, nor seen unless shared', async () => {
    const { admin, claire, as } = await withEverything();
    await claire('PUT', '/v1/templates/mine', { body: { ...mail, shared: false } });
    const luc = as('luc', 'user');
    assert.equal((await luc('GET', '/v1/templates/mine')).status, 403);
    assert.equal(
      (await luc('PUT', '/v1/templates/hello', { body: mail, headers: { 'if-match': '*' } })).status,
      403,
    );
    const seen = async (by: As) =>
      (await by('GET', '/v1/templates')).body.items.map(({ id }: { id: string }) => id);
    assert.deepEqual(await seen(luc), ['hello']);
    assert.deepEqual(await seen(admin), ['hello', 'mine']);
  });
});
