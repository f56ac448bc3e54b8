import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Activity, ActivityEvent } from '#shared/domain/activity/activity.ts';
import { mailCountsOf } from '#shared/domain/statistics/deliverability.ts';
import { withPeople } from '#test/support/api.ts';
import { at } from '#test/support/at.ts';
import { countUp } from '#test/support/statistics/counted.ts';

const activity = (...events: ActivityEvent[]): Activity => ({
  ...{ organisation: 'acme', id: 'a1', leadId: 'l1', at: at('2027-02-28T23:30:00Z') },
  events,
});

const sent = {
  type: 'sent',
  step: 'hello',
  messageId: 'm1',
  sender: 'claire',
  recipient: 'a@x.example',
} as const;

describe('deliverability', () => {
  test('F15: mails count on their day in UTC: sent, delivered, bounced for good, complained; texts do not', () => {
    const counted = mailCountsOf(
      activity(
        { ...sent, channel: 'mail', contentHash: '' },
        { ...sent, channel: 'sms', contentHash: '' },
        { type: 'bounced', permanent: true, detail: '' },
        { type: 'bounced', permanent: false, detail: '' },
        { type: 'complained', detail: '' },
      ),
    );
    const of = { sequenceId: '@mails-2027-02', step: '2027-02-28' };
    const counters = ['sent', 'bounced', 'complained'];
    assert.deepEqual(
      counted,
      counters.map((counter) => ({ ...of, counter })),
    );
  });

  test('F15: shares are judged against the limits of providers, over months, with what is held', async () => {
    const world = await withPeople();
    const { statistics } = world.ports.store;
    const count = (date: string, counter: 'sent' | 'complained' | 'bounced', by: number) => ({
      ...{ organisation: 'acme', sequenceId: `@mails-${date.slice(0, 7)}`, step: date, counter, by },
    });
    const read = async (days = '30') =>
      (await world.as('ada', 'admin')('GET', '/v1/deliverability', { query: { days } })).body;
    assert.deepEqual((await read()).complaints, {
      ...{ rate: null, verdict: 'few', limits: { watch: 0.001, bad: 0.003 } },
    });
    await countUp(statistics, [count('2027-02-28', 'sent', 600), count('2027-03-01', 'sent', 400)], 'b1');
    await countUp(
      statistics,
      [count('2027-02-28', 'complained', 1), count('2027-03-01', 'bounced', 100)],
      'b2',
    );
    await world.as('ada', 'admin')('PUT', '/v1/holds/organisation.mail');
    const { total, complaints, bounces, days, holds } = await read();
    assert.deepEqual(total, { sent: 1000, delivered: 0, bounced: 100, complained: 1 });
    assert.deepEqual([complaints.rate, complaints.verdict, bounces.verdict], [0.001, 'watch', 'bad']);
    assert.deepEqual([days.length, days.at(-1).date, holds[0].id], [30, '2027-03-01', 'organisation.mail']);
    assert.equal((await read('1')).total.sent, 400);
    assert.equal((await world.as('claire', 'user')('GET', '/v1/deliverability')).status, 403);
  });
});
