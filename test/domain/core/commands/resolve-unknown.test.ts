import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { plusMinutes } from '#shared/domain/time/instants.ts';
import { decided, factsIn, testRows, type Row } from '#test/support/decisions.ts';
import { now } from '#test/support/facts.ts';

const sent = { kind: 'resolve-unknown', outcome: 'sent', by: 'boss' } as const;
const resend = { kind: 'resolve-unknown', outcome: 'resend', by: 'boss' } as const;
const byHand = {
  steps: [{ type: 'mail' as const }, {}],
  enrollment: { claim: { step: 's1', attempt: 1, at: now, by: 'anne' } },
};
const others = ['scheduled', 'backlogged', 'sending', 'waiting', 'paused', 'stopped', 'finished'] as const;

describe('resolve an unknown outcome', () => {
  testRows([
    [
      'F3: it went out: the next step follows',
      factsIn('unknown'),
      sent,
      'sent s1, planned s2 | wake-at, write-enrollment',
    ],
    [
      'F3: it did not: it asks for a time again',
      factsIn('unknown'),
      resend,
      'released s1, planned s1 | wake-at, write-enrollment',
    ],
    [
      'A3: sent again, it takes a slot where there is a cap',
      factsIn('unknown', { settings: { maxMailsPerDay: 9 } }),
      resend,
      'released s1, planned s1 | take-slot, wake-at, write-enrollment',
    ],
    [
      'A3: the next step takes its slot where there is a cap',
      factsIn('unknown', { settings: { maxMailsPerDay: 9 } }),
      sent,
      'sent s1, planned s2 | take-slot, wake-at, write-enrollment',
    ],
    [
      'D2: a mail of a task that went out completes it',
      factsIn('unknown', byHand),
      sent,
      'sent s1, task-completed s1, planned s2 | wake-at, write-enrollment, complete-task',
    ],
    [
      'D2: one that did not is a task again',
      factsIn('unknown', byHand),
      resend,
      'released s1, task-opened s1 | write-enrollment',
    ],
    ...others.map((status): Row => [
      `F3: of one that is ${status} there is nothing to settle`,
      factsIn(status),
      sent,
      `It is ${status}; only an unknown outcome can be settled.`,
    ]),
    [
      'F3: its lead gone, it cannot be settled',
      factsIn('unknown', { also: { lead: undefined } }),
      sent,
      'Its lead or its step is gone.',
    ],
    [
      'F3: its step gone, it cannot be settled',
      factsIn('unknown', { also: { version: undefined } }),
      resend,
      'Its lead or its step is gone.',
    ],
  ]);

  test('D3: it was done when it was sent, not when that came to be known', () => {
    const { after } = decided({ ...factsIn('unknown'), now: plusMinutes(now, 600) }, sent);
    assert.ok(after.state.status === 'scheduled');
    assert.equal(after.state.due, plusMinutes(now, 24 * 60));
  });

  test('F2: the record says who settled it', () => {
    const [event] = decided(factsIn('unknown'), sent).events;
    assert.deepEqual(event?.type === 'sent' && event.because, { kind: 'person', userId: 'boss' });
  });

  test('F3: a mail of a task went out in the name of who has the task', () => {
    const facts = factsIn('unknown', byHand);
    const owner = { ...facts.sender, user: { ...facts.sender.user, id: 'luc' } };
    for (const [of, sender] of [
      [{ ...facts, owner }, 'luc'],
      [{ ...factsIn('unknown'), owner }, 'anne'],
    ] as const) {
      const [event] = decided(of, sent).events;
      assert.equal(event?.type === 'sent' && event.sender, sender);
    }
  });
});
