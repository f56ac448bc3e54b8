import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { raise } from '#shared/domain/holds/provider-hold.ts';
import { plusMinutes } from '#shared/domain/time/instants.ts';
import { decided, factsIn, takenBy, testRows } from '#test/support/decisions.ts';
import { day } from '#test/support/at.ts';
import { now } from '#test/support/facts.ts';

const pull = { kind: 'pull' } as const;
const through = raise(
  undefined,
  {
    organisation: 'acme',
    level: 'stage',
    channel: 'mail',
    userId: 'anne',
    code: 'SendingPausedException',
    message: '',
  },
  plusMinutes(now, -5),
);
const limited = { maxMailsPerDay: 1 };
/** A day on which another one has the only slot. */
const onFullDay = factsIn('backlogged', { settings: limited, also: { lanes: takenBy('l2.spring.1') } });

describe('pull', () => {
  testRows([
    [
      'A3: one whose turn it is gets its slot',
      factsIn('backlogged', { settings: limited }),
      pull,
      'planned s1 | take-slot, wake-at, write-enrollment',
    ],
    ['A3: on a full day it stays in the queue, and nothing happens to it', onFullDay, pull, 'nothing'],
    [
      'A3: one that does not queue is left alone',
      factsIn('scheduled', { settings: limited }),
      pull,
      'nothing',
    ],
    [
      'F4: its lead gone, there is nothing to do',
      factsIn('backlogged', { also: { lead: undefined } }),
      pull,
      'nothing',
    ],
    [
      'F4: its step gone, there is nothing to do',
      factsIn('backlogged', { also: { version: undefined } }),
      pull,
      'nothing',
    ],
    [
      'F10: let through a hold, it is named as the probe, and the lane is woken for the next one',
      factsIn('backlogged', { settings: limited }),
      { ...pull, through },
      'planned s1 | take-slot, wake-at, write-enrollment, write-hold, wake-lane-at',
    ],
    ['F10: one that stays in the queue is no probe', onFullDay, { ...pull, through }, 'nothing'],
  ]);

  test('A3: one that stays says until when, and that the day has no slot for younger ones either', () => {
    assert.deepEqual(decided(onFullDay, pull).stays, { until: '2027-03-02', full: true });
  });

  test('D4: one kept by its own weekdays holds back nobody', () => {
    const facts = factsIn('backlogged', { settings: limited, steps: [{ weekdays: ['wednesday'] }] });
    assert.deepEqual(decided(facts, pull).stays, { until: '2027-03-03', full: false });
  });

  test('A2: one kept by the working hours holds back nobody', () => {
    const evening = { ...factsIn('backlogged', { settings: limited }), now: plusMinutes(now, 11 * 60) };
    assert.deepEqual(decided(evening, pull).stays, { until: '2027-03-02', full: false });
  });

  test('F7: whose sender is away it goes over to the queue of who stands in', () => {
    const value = [{ from: day('2027-03-01'), to: day('2027-03-05'), standIn: 'paul' }];
    const { sender } = onFullDay;
    const absences = { value, source: { level: 'user', id: 'anne' } } as const;
    const paul = { ...sender, user: { ...sender.user, id: 'paul' } };
    const away = { ...sender, settings: { ...sender.settings, absences }, delegates: [paul] };
    const { events } = decided({ ...onFullDay, sender: away }, pull);
    assert.deepEqual(
      events.map((event) => event.type === 'queued' && event.lane),
      ['paul.mail'],
    );
  });
});
