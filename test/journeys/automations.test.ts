import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { timeLapseClock } from '#infra/local/clock.ts';
import { organisation } from '#infra/local/names.ts';
import { startSystem, type System } from '#infra/local/system.ts';
import { localCall } from '#test/support/local-call.ts';

// A Monday, 09:00 in Paris, six days before the clocks go forward.
const start = '2027-03-22T08:00:00.000Z';

describe('automations on the local system, through the HTTP API alone', () => {
  let system: System;
  let call: ReturnType<typeof localCall>;
  let lead: string;

  const offer = (values: object) =>
    call('PUT', '/v1/records', { typeId: 'offer', sourceId: 'O-1', leadId: lead, values });
  const order = (sourceId: string, values: object) =>
    call('PUT', '/v1/records', { typeId: 'order', sourceId, leadId: lead, values });
  const until = (text: string) => system.runUntil(text);
  const subjects = (address: string) =>
    system.aws.mailbox.list({ address }).map((sent) => ('subject' in sent ? sent.subject : ''));
  const tasks = async () =>
    (await call('GET', '/v1/tasks')).items.map(({ name, openedAt }: any) => [name, openedAt.slice(0, 16)]);

  async function automate(id: string, filter: object, over: string, steps: object[]): Promise<void> {
    await call('PUT', `/v1/filters/${id}`, { name: id, over, filter });
    await call('PUT', `/v1/automations/${id}`, { name: id, filterId: id, steps });
    await call('POST', `/v1/automations/${id}/activate`, { scope: 'all' }, { 'if-match': '*' });
  }

  before(async () => {
    system = await startSystem({ clock: timeLapseClock(start), leastRateMinutes: 24 * 60 });
    call = localCall(system, await system.token({ organisation, userId: 'anne', role: 'admin' }));
    const anne = { name: 'Anne', email: 'anne@relance.example', role: 'admin', zone: 'Europe/Paris' };
    await call('PUT', '/v1/users/anne', anne);
    const html = '<p>Hello {{ lead.firstName }}, {{ record.number }}</p>';
    const subject = 'Invoice {{ record.number }}';
    await call('PUT', '/v1/templates/invoice', { kind: 'mail', name: 'Invoice', subject, html });
    const text = 'Your order {{ record.number }} is there';
    await call('PUT', '/v1/templates/order', { kind: 'sms', name: 'Order', text });
    const told = { kind: 'user-mail', name: 'Quiet', subject: 'Nobody called {{ lead.firstName }}', html };
    await call('PUT', '/v1/templates/quiet', told);
    const person = {
      firstName: 'Zoe',
      email: 'zoe@example.com',
      phone: '+33612345678',
      zone: 'Europe/Paris',
    };
    ({ id: lead } = await call('POST', '/v1/leads', person));

    const is = (field: string, value: string) => ({ field, is: 'is', value });
    const quietFor = (field: string, days: number) => [
      { field, is: 'more-than-days-after', value: days },
      { field, is: 'nothing-done-since' },
    ];
    await automate(
      'offers',
      { all: [is('record.status', 'sent'), ...quietFor('record.sentAt', 4)] },
      'offer',
      [{ id: 'ask', name: 'Ask about the offer', action: 'task-for-user', delayDays: 0 }],
    );
    await automate(
      'followed',
      {
        all: [
          is('record.status', 'sent'),
          { field: 'record.sentAt', is: 'more-than-days-after', value: 7 },
          { field: 'record.sentAt', is: 'no-record-since', value: 'order' },
          { none: [{ field: 'record.sentAt', is: 'nothing-done-since' }] },
        ],
      },
      'offer',
      [{ id: 'ask', name: 'Ask for the order', action: 'task-for-user', delayDays: 0 }],
    );
    await automate('invoices', is('record.status', 'issued'), 'invoice', [
      { id: 'mail', name: 'Mail', action: 'mail-to-client', delayDays: 0, templateId: 'invoice' },
    ]);
    await automate('orders', is('record.status', 'delivered'), 'order', [
      { id: 'text', name: 'Text', action: 'sms-to-client', delayDays: 0, templateId: 'order' },
    ]);
    await automate('quiet', { all: quietFor('record.deliveredAt', 2) }, 'order', [
      { id: 'tell', name: 'Tell', action: 'mail-to-user', delayDays: 0, templateId: 'quiet' },
      { id: 'call', name: 'Call', action: 'task-for-user', delayDays: 1, from: '10:00' },
    ]);
  });
  after(() => system.stop());

  test('E2: an invoice that is issued sends a mail, once however often it is written', async () => {
    const invoice = (status: string) => ({
      typeId: 'invoice',
      sourceId: 'I-1',
      leadId: lead,
      values: { status, number: 'I-1' },
    });
    await call('PUT', '/v1/records', invoice('draft'));
    await until('2027-03-22T10:00:00.000Z');
    assert.deepEqual(subjects('zoe@example.com'), []);
    await call('PUT', '/v1/records', invoice('issued'));
    await until('2027-03-22T11:00:00.000Z');
    await call('PUT', '/v1/records', { ...invoice('issued'), values: { status: 'issued', number: 'I-1b' } });
    await until('2027-03-22T12:00:00.000Z');
    assert.deepEqual(subjects('zoe@example.com'), ['Invoice I-1']);
  });

  test('E2: of two offers that were followed up, one has an order since', async () => {
    for (const [name, orders] of [
      ['max', false],
      ['lea', true],
    ] as const) {
      const { id: leadId } = await call('POST', '/v1/leads', {
        firstName: name,
        email: `${name}@example.com`,
        zone: 'Europe/Paris',
      });
      const values = { status: 'sent', number: name, sentAt: '2027-03-24T15:00:00Z' };
      await call('PUT', '/v1/records', { typeId: 'offer', sourceId: `O-${name}`, leadId, values });
      const at = `2027-03-25T0${orders ? 9 : 8}:00:00.000Z`;
      await until(at);
      await call('POST', `/v1/leads/${leadId}/calls`, { direction: 'outgoing', at, seconds: 120 });
      if (orders)
        await call('PUT', '/v1/records', {
          typeId: 'order',
          sourceId: `B-${name}`,
          leadId,
          values: { number: 'B-0', status: 'placed' },
        });
    }
  });

  test('E2: an offer without a follow-up makes a task, after four days by the wall clock across the change', async () => {
    await offer({ status: 'sent', number: 'O-1', sentAt: '2027-03-25T15:00:00Z' });
    // Four days are 29 March, 16:00 in Paris as when it was sent: an hour less has passed.
    await until('2027-03-29T13:59:00.000Z');
    assert.deepEqual(await tasks(), []);
    await until('2027-03-29T15:00:00.000Z');
    assert.deepEqual(await tasks(), [['Ask about the offer', '2027-03-29T14:01']]);
    const [match] = (await call('GET', '/v1/automations/offers/matches')).items;
    assert.deepEqual([match.matching, match.times, match.since], [true, 1, '2027-03-29T14:00:00.000Z']);
    const { items } = await call('GET', `/v1/enrollments/${match.enrollmentId}/record`);
    assert.match(items[0].words, /enrolled the lead/);
  });

  test('E2: an order that is delivered sends a text by day', async () => {
    await order('B-1', { status: 'delivered', number: 'B-1', deliveredAt: '2027-03-30T07:00:00Z' });
    await until('2027-03-30T12:00:00.000Z');
    const texts = system.aws.mailbox.list({ address: '+33612345678' });
    assert.deepEqual(
      texts.map(({ text }) => text),
      ['Your order B-1 is there'],
    );
  });

  test('E2: the offer that was followed up and led to no order is asked about, seven days on the wall clock', async () => {
    const asked = async () =>
      (await tasks())
        .filter(([name]: string[]) => name === 'Ask for the order')
        .map(([, at]: string[]) => at);
    // 31 March, 16:00 in Paris as when it was sent.
    await until('2027-03-31T13:59:00.000Z');
    assert.deepEqual(await asked(), []);
    await until('2027-03-31T15:00:00.000Z');
    assert.deepEqual(await asked(), ['2027-03-31T14:01']);
  });

  test('E3: nobody did anything since: the owner is told, and has a task the day after at its hour', async () => {
    await until('2027-04-05T12:00:00.000Z');
    assert.deepEqual(subjects('anne@relance.example'), ['Nobody called Zoe']);
    const all = await tasks();
    assert.deepEqual(
      all.filter(([name]: string[]) => name === 'Call'),
      [['Call', '2027-04-02T08:00']],
    );
  });
});
