import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Enrollment } from '#shared/domain/core/enrollment.ts';
import type { StepFacts } from '#shared/domain/core/facts.ts';
import type { Reason } from '#shared/domain/settings/reason.ts';
import { plusMinutes } from '#shared/domain/time/instants.ts';
import { decided, factsIn, testRows } from '#test/support/decisions.ts';
import { now } from '#test/support/facts.ts';

const enroll = { kind: 'enroll', by: 'boss' } as const;

/** Facts of an enrollment that is about to be made. */
function blank(of: Parameters<typeof factsIn>[1] = {}): StepFacts {
  const fresh: Partial<Enrollment> = {
    revision: 0,
    state: { status: 'scheduled', step: '', due: now, at: now },
  };
  return factsIn('scheduled', { ...of, enrollment: fresh });
}

const tomorrowsStep = [{ wait: { amount: 1, unit: 'days' as const } }];

describe('enroll', () => {
  testRows([
    [
      'D1, D3: the first step gets its time',
      blank(),
      enroll,
      'enrolled, planned s1 | wake-at, write-enrollment',
    ],
    [
      'A3: in a lane with a cap it takes a slot of the day',
      blank({ settings: { maxMailsPerDay: 9 } }),
      enroll,
      'enrolled, planned s1 | take-slot, wake-at, write-enrollment',
    ],
    [
      'A3: a first touch takes no slot of a day to come, and queues for it',
      blank({ steps: tomorrowsStep, settings: { maxMailsPerDay: 9 } }),
      enroll,
      'enrolled, queued s1 | open-lane, write-enrollment',
    ],
    [
      'D3: a step that can never run holds the enrollment for a person',
      blank({ steps: [{ weekdays: ['sunday'] }] }),
      enroll,
      'enrolled, paused | write-enrollment',
    ],
    [
      'D1: who is enrolled already is not enrolled again',
      factsIn('scheduled'),
      enroll,
      'It is enrolled already.',
    ],
    [
      'D1: a lead that is gone is not enrolled',
      blank({ also: { lead: undefined } }),
      enroll,
      'Its lead or its sequence is gone.',
    ],
    [
      'D1: nobody is enrolled in a sequence that is gone',
      blank({ also: { version: undefined } }),
      enroll,
      'Its lead or its sequence is gone.',
    ],
    [
      'D1: nobody is enrolled in a sequence without steps',
      blank({ steps: [] }),
      enroll,
      'Its lead or its sequence is gone.',
    ],
  ]);

  test('D3: the wait of the first step counts from the enrollment', () => {
    const { after } = decided(blank({ steps: [{ wait: { amount: 90, unit: 'minutes' } }] }), enroll);
    assert.ok(after.state.status === 'scheduled');
    assert.equal(after.state.at, plusMinutes(now, 90));
  });

  test('F2: the record says who enrolled it, and why where a workflow did', () => {
    const because: Reason = { kind: 'workflow', workflow: 'w', run: 'r', chain: ['w'] };
    const { events } = decided(blank(), { ...enroll, because });
    assert.deepEqual(events[0], { type: 'enrolled', by: 'boss', version: 1, because });
  });
});
