import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Enrollment } from '#shared/domain/core/enrollment.ts';
import { decided, factsIn, person, takenBy, testRows } from '#test/support/decisions.ts';
import { now } from '#test/support/facts.ts';

const last = { kind: 'go-to-step', because: person } as const;
const three = { steps: [{}, {}, { wait: { amount: 9, unit: 'days' as const } }] };
const atStep = (step: string, over: Partial<Enrollment> = {}) =>
  factsIn('scheduled', {
    ...three,
    enrollment: { state: { status: 'scheduled', step, due: now, at: now }, ...over },
  });

const second = { ...last, step: 's2' } as const;

describe('go to a step', () => {
  testRows([
    [
      'B3: the steps before it are skipped, and it is planned',
      atStep('s1'),
      last,
      'skipped s1, skipped s2, planned s3 | wake-at, write-enrollment',
    ],
    [
      'B3: a step that is done already is not skipped',
      atStep('s2', { done: ['s1'] }),
      last,
      'skipped s2, planned s3 | wake-at, write-enrollment',
    ],
    ['B3: at its last step it has nothing to do', atStep('s3', { done: ['s1', 's2'] }), last, 'nothing'],
    [
      'B3: one that is paused stays so, at its last step',
      factsIn('paused', three),
      last,
      'skipped s1, skipped s2 | write-enrollment',
    ],
    [
      'B3: the task that it waited for is taken off the list',
      factsIn('waiting', three),
      last,
      'skipped s1, skipped s2, planned s3 | wake-at, write-enrollment, cancel-task',
    ],
    [
      'D2: the steps before the one that a person names are skipped, and it is planned',
      atStep('s1'),
      second,
      'skipped s1, planned s2 | wake-at, write-enrollment',
    ],
    [
      'D2: at the step that a person names it has nothing to do',
      atStep('s2', { done: ['s1'] }),
      second,
      'nothing',
    ],
    [
      'D2: a step that is done is not gone back to',
      atStep('s3', { done: ['s1', 's2'] }),
      second,
      '“s2” is none of the steps that are still to come.',
    ],
    [
      'D2: one that is paused stays so, at the step that a person names',
      factsIn('paused', three),
      second,
      'skipped s1 | write-enrollment',
    ],
    ['F3: not while a step is being sent', factsIn('sending', three), last, 'A step is being sent.'],
    [
      'F3: not while an outcome is unknown',
      factsIn('unknown', three),
      last,
      'Whether a step went out is not known: settle that first.',
    ],
    [
      'F3: not while a claim stands, though it is paused',
      factsIn('paused', { ...three, enrollment: { claim: { step: 's1', attempt: 1, at: now } } }),
      last,
      'Whether a step went out is not known: settle that first.',
    ],
    ['B3: not when it is stopped', factsIn('stopped', three), last, 'It is stopped.'],
    ['B3: not when it is finished', factsIn('finished', three), last, 'It is finished.'],
    [
      'B3: its lead gone, there is nothing to do',
      factsIn('scheduled', { ...three, also: { lead: undefined } }),
      last,
      'nothing',
    ],
  ]);

  test('B3: it goes now, whatever its wait, and the record says who wanted it', () => {
    const { after, events } = decided(atStep('s1'), last);
    assert.ok(after.state.status === 'scheduled');
    assert.equal(after.state.due, now);
    const planned = events.at(-1);
    assert.deepEqual(planned?.type === 'planned' && planned.because, [person]);
  });

  test('A9, B3: on a full day it queues, and the record says who wanted it', () => {
    const facts = factsIn('scheduled', {
      steps: [{}, { type: 'call' }],
      settings: { maxTasksPerDay: 1 },
      also: { lanes: takenBy('l2.spring.1') },
    });
    const queued = decided(facts, last).events.at(-1);
    assert.deepEqual(queued?.type === 'queued' && queued.because[0], person);
  });
});
