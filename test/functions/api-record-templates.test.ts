import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { draft, mail, published, withEverything } from '#test/support/api-with-sequence.ts';

const html = '<p>{{ record.type }} {{ record.number }} of {{ record.amount }}</p>';
const values = { number: 'A-7', amount: { amount: 1234.5, currency: 'EUR' } };

/** Everything, an offer to the first lead, and a template that tells of one. */
async function withOffer() {
  const world = await withEverything();
  const { admin, claire, leads } = world;
  const [leadId = '', other = ''] = leads;
  const body = { ...mail, html };
  await admin('PUT', '/v1/templates/hello', { body, headers: { 'if-match': '*' } });
  const put = { typeId: 'offer', sourceId: 'A-7', leadId, values };
  const { id: recordId } = (await claire('PUT', '/v1/records', { body: put })).body;
  return { ...world, leadId, other, recordId };
}

describe('templates that tell of records', () => {
  test('D8, E1: a field that no record type has is refused where it stands', async () => {
    const { admin } = await withEverything();
    const save = (body: object) => admin('PUT', '/v1/templates/offer', { body: { ...mail, ...body } });
    const wrong = await save({ subject: '{{ record.amuont }}', html: '<p>{{ record.a.b }}</p>' });
    assert.deepEqual([wrong.status, wrong.body.errors[0].path], [400, 'html']);
    const unknown = await save({ subject: '{{ record.amuont }}' });
    assert.deepEqual([unknown.status, unknown.body.errors[0].path], [400, 'subject']);
    assert.match(unknown.body.errors[0].message, /no record type has a field “amuont”/);
    const fields = [{ name: 'amuont', type: 'text' }];
    await admin('PUT', '/v1/record-types/contract', { body: { name: 'Contract', fields } });
    assert.equal((await save({ subject: '{{ record.amuont }}' })).status, 201);
    assert.equal((await admin('PUT', '/v1/templates/all', { body: { ...mail, html } })).status, 201);
  });

  test('D1, E1: so is one in a file of a sequence', async () => {
    const { admin } = await withOffer();
    await published({ admin });
    const file = (await admin('GET', '/v1/sequences/spring/file')).body;
    const templates = [{ ...file.templates[0], html: '<p>{{ record.amuont }}</p>' }];
    const imported = await admin('POST', '/v1/sequences/import', {
      body: { id: 'copy', file: { ...file, templates } },
    });
    assert.equal(imported.status, 400, JSON.stringify(imported.body));
    assert.equal(imported.body.errors[0].path, 'file.templates.0.html');
  });

  test('D8, E1: previews are of a record, and say what is missing without one', async () => {
    const { claire, leadId, other, recordId } = await withOffer();
    const preview = (query: Record<string, string>) =>
      claire('GET', '/v1/templates/hello/preview', { query });
    const { body } = await preview({ lead: leadId, record: recordId });
    assert.match(body.text, /Offer A-7 of 1,234\.50 EUR/);
    assert.deepEqual(body.missing, []);
    const without = await preview({ lead: leadId });
    assert.deepEqual(without.body.missing, ['record.amount', 'record.number', 'record.type']);
    assert.equal((await preview({ lead: other, record: recordId })).status, 409);
    assert.equal((await preview({ lead: leadId, record: 'offer.0123456789abcdef' })).status, 404);
  });

  test('D8, E1: so are previews of whole sequences', async () => {
    const { admin, claire, leadId, other, recordId } = await withOffer();
    await admin('PUT', '/v1/sequences/spring', { body: { name: 'Spring', draft } });
    const preview = (body: object) => claire('POST', '/v1/sequences/spring/preview', { body });
    const shown = await preview({ lead: leadId, record: recordId });
    assert.match(shown.body.steps[0].html, /Offer A-7 of 1,234\.50 EUR/);
    assert.equal(shown.body.steps[0].outcome, 'send');
    assert.equal((await preview({ lead: leadId })).body.steps[0].outcome, 'hold');
    assert.equal((await preview({ lead: other, record: recordId })).status, 409);
  });

  test('F11, E1: whoever has no access to the record sees nothing of it in a preview', async () => {
    const { admin, as, leadId, recordId } = await withOffer();
    const luc = as('luc', 'user');
    const { id } = (await luc('POST', '/v1/leads', { body: { email: 'zoe@example.com' } })).body;
    const query = { lead: id, record: recordId };
    assert.equal((await luc('GET', '/v1/templates/hello/preview', { query })).status, 403);
    const ofLead = { lead: leadId, record: recordId };
    assert.equal((await admin('GET', '/v1/templates/hello/preview', { query: ofLead })).status, 200);
  });
});
