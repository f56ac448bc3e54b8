import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Enrollment } from '#shared/domain/core/enrollment.ts';
import { plusMinutes } from '#shared/domain/time/instants.ts';
import { decided, factsIn, inState, person, testRows, type Row } from '#test/support/decisions.ts';
import { now } from '#test/support/facts.ts';

const resume = { kind: 'resume', because: person } as const;
const paused = (over: Partial<Enrollment> = {}) => factsIn('paused', { enrollment: over });

describe('resume', () => {
  testRows([
    [
      'F6: the step asks for its time again, due as it was',
      paused(),
      resume,
      'resumed, planned s1 | wake-at, write-enrollment',
    ],
    [
      'A3, F6: in a lane with a cap it takes a slot again',
      factsIn('paused', { settings: { maxMailsPerDay: 9 } }),
      resume,
      'resumed, planned s1 | take-slot, wake-at, write-enrollment',
    ],
    [
      'F3: while its claim stands its outcome is not known, and it is not sent again',
      paused({ claim: { step: 's1', attempt: 1, at: now } }),
      resume,
      'resumed, outcome-unknown s1 | write-enrollment',
    ],
    [
      'D3: where the step was done meanwhile the next one follows',
      paused({ done: ['s1'] }),
      resume,
      'resumed, planned s2 | wake-at, write-enrollment',
    ],
    [
      'D2: a task that was open is waited for again',
      paused({
        state: { status: 'paused', step: 's1', due: now, because: person, taskId: 'l1.spring.1.s1' },
      }),
      resume,
      'resumed, task-opened s1 | write-enrollment',
    ],
    [
      'D11: its version gone, it ends',
      factsIn('paused', { also: { version: undefined } }),
      resume,
      'resumed, stopped | write-enrollment',
    ],
    [
      'D11: its lead gone, it ends',
      factsIn('paused', { also: { lead: undefined } }),
      resume,
      'resumed, stopped | write-enrollment',
    ],
    ...(Object.keys(inState) as (keyof typeof inState)[])
      .filter((status) => status !== 'paused')
      .map((status): Row => [
        `F6: one that is ${status} cannot be resumed`,
        factsIn(status),
        resume,
        `It is ${status}; only a paused enrollment can be resumed.`,
      ]),
  ]);

  test('F6: what fell due meanwhile keeps when it was due', () => {
    const due = plusMinutes(now, -3000);
    const { after } = decided(
      paused({ state: { status: 'paused', step: 's1', due, because: person } }),
      resume,
    );
    assert.ok(after.state.status === 'scheduled');
    assert.equal(after.state.due, due);
  });
});
