import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { at, day } from '#test/support/at.ts';
import { plusMinutes } from '#shared/domain/time/instants.ts';
import { decided, factsIn, person, testRows, type Row } from '#test/support/decisions.ts';
import { now } from '#test/support/facts.ts';

const pause = { kind: 'pause', because: person, shortens: true } as const;
const hour = plusMinutes(now, 60);
const pausedUntil = (until?: number) =>
  factsIn('paused', {
    enrollment: {
      state: {
        status: 'paused',
        step: 's1',
        due: now,
        ...(until !== undefined && { until: plusMinutes(now, until) }),
        because: person,
      },
    },
  });

describe('pause', () => {
  testRows([
    ['B3: without an end it waits for a person', factsIn('scheduled'), pause, 'paused | write-enrollment'],
    [
      'B3: with an end it is woken then',
      factsIn('scheduled'),
      { ...pause, until: hour },
      'paused | wake-at, write-enrollment',
    ],
    ...(['backlogged', 'sending', 'unknown', 'waiting'] as const).map((status): Row => [
      `B3: one that is ${status} can be paused`,
      factsIn(status),
      pause,
      'paused | write-enrollment',
    ]),
    [
      'B3: one that is stopped cannot be paused',
      factsIn('stopped'),
      pause,
      'It is stopped; only a pending enrollment can be paused.',
    ],
    [
      'B3: one that is finished cannot be paused',
      factsIn('finished'),
      pause,
      'It is finished; only a pending enrollment can be paused.',
    ],
    [
      'B3: an end that has passed is refused',
      factsIn('scheduled'),
      { ...pause, until: now },
      'The end of the pause has passed: give a later one.',
    ],
    ['B3: the same pause again changes nothing', pausedUntil(60), { ...pause, until: hour }, 'nothing'],
    ['B3: no end again changes nothing', pausedUntil(), pause, 'nothing'],
    [
      'B3: a person may shorten a pause',
      pausedUntil(90),
      { ...pause, until: hour },
      'paused | wake-at, write-enrollment',
    ],
    [
      'B3: what may not shorten a pause does not',
      pausedUntil(90),
      { ...pause, until: hour, shortens: false },
      'nothing',
    ],
    [
      'B3: what may not shorten a pause does not end one without end',
      pausedUntil(),
      { ...pause, until: hour, shortens: false },
      'nothing',
    ],
    [
      'B3: what may not shorten a pause may prolong it',
      pausedUntil(30),
      { ...pause, until: hour, shortens: false },
      'paused | wake-at, write-enrollment',
    ],
    [
      'B3: no end prolongs every pause',
      pausedUntil(30),
      { ...pause, shortens: false },
      'paused | write-enrollment',
    ],
  ]);

  test('A3: a slot that was planned is given back', () => {
    const state = { status: 'scheduled' as const, step: 's1', due: now, at: now, place: day('2027-03-01') };
    const { effects } = decided(factsIn('scheduled', { enrollment: { state } }), pause);
    assert.deepEqual(
      effects.map(({ kind }) => kind),
      ['write-enrollment', 'free-slot'],
    );
  });

  test('D3: days of a while keep the wall clock of the sender, over the change of the clocks', () => {
    const facts = { ...factsIn('scheduled'), now: at('2027-03-27T09:00:00.000Z') };
    const { after } = decided(facts, { ...pause, lasts: { amount: 1, unit: 'days' } });
    assert.ok(after.state.status === 'paused');
    assert.equal(after.state.until, at('2027-03-28T08:00:00.000Z'));
  });

  test('D2: the task that was open is kept for afterwards', () => {
    const { after } = decided(factsIn('waiting'), pause);
    assert.ok(after.state.status === 'paused');
    assert.equal(after.state.taskId, 'l1.spring.1.s1');
  });

  test('F3: a claim stands while it is paused', () => {
    assert.equal(decided(factsIn('sending'), pause).after.claim?.step, 's1');
  });
});
