import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import type { ActivityEvent } from '#shared/domain/activity/activity.ts';
import { lastFollowUp, noEngagement, withActivity } from '#shared/domain/filters/engagement.ts';
import { at } from '#test/support/at.ts';
import { instants } from '#test/support/filters.ts';

const mail: ActivityEvent = {
  type: 'sent',
  step: 's1',
  channel: 'mail',
  messageId: 'm1',
  sender: 'anne@example.com',
  recipient: 'ana@example.com',
  contentHash: '',
};
const events: ActivityEvent[] = [
  mail,
  { ...mail, channel: 'sms' },
  { type: 'call-made', seconds: 10, by: 'anne' },
  { type: 'replied' },
  { type: 'task-completed', step: 's2', by: 'anne' },
  { type: 'task-completed', step: 's2', by: 'anne', durationSeconds: 60 },
  { type: 'delivered', step: 's1', messageId: 'm1' },
];

describe('Engagement', () => {
  test('E1: each instant is the latest of its activities, in whatever order and however often they come', () => {
    const activities = fc.array(
      fc.record({ at: instants, events: fc.array(fc.constantFrom(...events), { maxLength: 3 }) }),
      { maxLength: 8 },
    );
    fc.assert(
      fc.property(activities, fc.array(fc.nat()), (all, order) => {
        const of = (some: typeof all) => some.reduce(withActivity, noEngagement('acme', 'lead1'));
        const shuffled = [...all, ...order.flatMap((n) => all[n % Math.max(all.length, 1)] ?? [])];
        assert.deepEqual(of(shuffled.toReversed()), of(all));
      }),
    );
  });

  test('E1: a task that took time was a call too, and only what was done for the lead counts as done', () => {
    const call = withActivity(noEngagement('acme', 'lead1'), {
      at: at('2027-03-01T09:00:00Z'),
      events: [{ type: 'custom-task-completed', task: 't', name: 'Call', by: 'anne', durationSeconds: 1 }],
    });
    assert.equal(call.lastCallAt, at('2027-03-01T09:00:00Z'));
    const replied = withActivity(call, { at: at('2027-03-02T09:00:00Z'), events: [{ type: 'replied' }] });
    assert.equal(replied.lastReplyAt, at('2027-03-02T09:00:00Z'));
    assert.equal(lastFollowUp(replied), at('2027-03-01T09:00:00Z'));
  });
});
