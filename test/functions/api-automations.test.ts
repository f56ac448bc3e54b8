import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { withEverything } from '#test/support/api-with-sequence.ts';

const filter = {
  name: 'Sent offers',
  over: 'offer',
  filter: { all: [{ field: 'record.status', is: 'is', value: 'sent' }] },
};
const step = {
  id: 'call',
  name: 'Call',
  action: 'task-for-user',
  delayDays: 1,
  on: 'working-days',
  from: '09:30',
};
const automation = { name: 'Sent offers', filterId: 'sent', steps: [step] };

/** Two leads of Claire, the first with an offer that was sent, the second with one that was not. */
async function withOffers() {
  const world = await withEverything();
  const { admin, leads } = world;
  for (const [index, leadId] of leads.entries()) {
    const values = { status: index === 0 ? 'sent' : 'draft', number: `A-${index}` };
    const body = { typeId: 'offer', sourceId: `A-${index}`, leadId, values };
    assert.equal((await admin('PUT', '/v1/records', { body })).status, 201);
  }
  assert.equal((await admin('PUT', '/v1/filters/sent', { body: filter })).status, 201);
  const { status, etag } = await admin('PUT', '/v1/automations/offers', { body: automation }).then(withEtag);
  assert.equal(status, 201);
  return { ...world, etag };
}

const withEtag = <Answer extends { headers: Record<string, unknown> }>(answer: Answer) => ({
  ...answer,
  etag: answer.headers['etag'] as string,
});

describe('automations in the API', () => {
  test('E6: before it is activated it tells what it would touch, why, and when each step would go', async () => {
    const { admin, leads } = await withOffers();
    const { status, body } = await admin('POST', '/v1/automations/offers/preview', { body: {} });
    assert.equal(status, 200, JSON.stringify(body));
    assert.deepEqual([body.read, body.matching, body.more], [2, 1, false]);
    assert.equal(body.examples[0].leadId, leads[0]);
    assert.match(body.examples[0].words.join(' '), /sent/);
    const [first] = body.forecast;
    assert.deepEqual(
      [first.leadId, first.step, first.outcome, first.userId],
      [leads[0], 'call', 'task', 'claire'],
    );
    const onlyNew = await admin('POST', '/v1/automations/offers/preview', { body: { scope: 'new' } });
    assert.equal(onlyNew.body.matching, 0);
  });

  test('E3, F1: a step that names a user is forecast in that user’s name', async () => {
    const { admin } = await withOffers();
    const body = { ...automation, steps: [{ ...step, userId: 'luc' }] };
    const put = await admin('PUT', '/v1/automations/offers', { body, headers: { 'if-match': '*' } });
    assert.equal(put.status, 200, JSON.stringify(put.body));
    const { body: seen } = await admin('POST', '/v1/automations/offers/preview', { body: {} });
    assert.equal(seen.forecast[0].userId, 'luc');
  });

  test('E7: while it is active neither it nor its filter is changed, and deactivated both are', async () => {
    const { admin, etag } = await withOffers();
    const on = await admin('POST', '/v1/automations/offers/activate', {
      body: {},
      headers: { 'if-match': etag },
    }).then(withEtag);
    assert.equal(on.status, 200, JSON.stringify(on.body));
    assert.equal(on.body.active.scope, 'all');
    const anyRevision = { 'if-match': '*' };
    const changed = await admin('PUT', '/v1/automations/offers', { body: automation, headers: anyRevision });
    assert.equal(changed.status, 409);
    const otherwise = { ...filter, filter: { all: [] } };
    const locked = await admin('PUT', '/v1/filters/sent', { body: otherwise, headers: anyRevision });
    assert.equal(locked.status, 409);
    assert.match(JSON.stringify(locked.body), /automation “Sent offers”/);
    const gone = await admin('DELETE', '/v1/filters/sent', { headers: anyRevision });
    assert.equal(gone.status, 409);
    const off = await admin('POST', '/v1/automations/offers/deactivate', {
      headers: { 'if-match': on.etag },
    });
    assert.equal(off.status, 200);
    assert.equal(off.body.active, undefined);
    const now = await admin('PUT', '/v1/filters/sent', { body: otherwise, headers: anyRevision });
    assert.equal(now.status, 200, JSON.stringify(now.body));
  });

  test('E7: a deleted one does nothing more, and its id is not used again', async () => {
    const { admin } = await withOffers();
    const headers = { 'if-match': '*' };
    assert.equal((await admin('DELETE', '/v1/automations/offers', { headers })).status, 204);
    assert.equal((await admin('GET', '/v1/automations/offers')).status, 404);
    assert.equal((await admin('PUT', '/v1/automations/offers', { body: automation })).status, 409);
  });

  test('E8: while texts are switched off, nothing with a text is activated or published', async () => {
    const { admin } = await withOffers();
    await admin('PUT', '/v1/templates/text', { body: { kind: 'sms', name: 'Text', text: 'Hello' } });
    const off = await admin('PATCH', '/v1/settings/organisation', {
      body: { smsService: false },
    });
    assert.equal(off.status, 200, JSON.stringify(off.body));
    const text = { id: 'text', name: 'Text', action: 'sms-to-client', delayDays: 0, templateId: 'text' };
    const body = { ...automation, steps: [text] };
    const { status, body: answer } = await admin('PUT', '/v1/automations/texts', { body });
    assert.equal(status, 400);
    assert.match(JSON.stringify(answer), /steps.*action.*smsService/);
    const draft = { steps: [{ ...text, type: 'automated-sms', wait: { amount: 0, unit: 'days' } }] };
    const [{ action: _action, delayDays: _days, ...plain }] = draft.steps as any;
    await admin('PUT', '/v1/sequences/texts', { body: { name: 'Texts', draft: { steps: [plain] } } });
    const published = await admin('POST', '/v1/sequences/texts/publish', { headers: { 'if-match': '"1"' } });
    assert.equal(published.status, 400, JSON.stringify(published.body));
    assert.match(JSON.stringify(published.body), /smsService/);
  });

  test('E3, E4: every problem of a step is told at its field', async () => {
    const { admin } = await withOffers();
    const body = {
      ...automation,
      filterId: 'none',
      steps: [
        { ...step, userId: 'nobody' },
        { id: 'mail', name: 'Mail', action: 'mail-to-client', delayDays: 0, templateId: 'gone' },
        { ...step, id: 'off', on: 'weekend' },
      ],
    };
    const { status, body: answer } = await admin('PUT', '/v1/automations/wrong', { body });
    assert.equal(status, 400);
    const paths = answer.errors.map(({ path }: { path: string }) => path).toSorted();
    assert.deepEqual(
      paths,
      ['filterId', 'steps.0.userId', 'steps.1.templateId', 'steps.2.on'],
      JSON.stringify(answer),
    );
  });

  test('E1: people cannot enrol into an automation', async () => {
    const { admin, leads } = await withOffers();
    const headers = { 'if-match': '*' };
    assert.equal((await admin('POST', '/v1/automations/offers/activate', { body: {}, headers })).status, 200);
    const body = { leadId: leads[0], sequenceId: 'offers' };
    const { status, body: answer } = await admin('POST', '/v1/enrollments', { body });
    assert.equal(status, 409, JSON.stringify(answer));
    assert.match(answer.detail, /automation/);
  });

  test('D2: a mail to users is no step that people put into a sequence', async () => {
    const { admin } = await withOffers();
    const told = { id: 'told', name: 'Told', type: 'user-mail', wait: { amount: 0, unit: 'days' } };
    const { status } = await admin('PUT', '/v1/sequences/told', {
      body: { name: 'Told', draft: { steps: [told] } },
    });
    assert.equal(status, 400);
  });
});
