import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { StepTask } from '#shared/domain/tasks/task.ts';
import {
  completedTask,
  decided,
  factsIn,
  person,
  skippedTask,
  takenBy,
  testRows,
} from '#test/support/decisions.ts';
import { now } from '#test/support/facts.ts';

const closed = (task: StepTask = completedTask()) => ({ kind: 'task-closed', task }) as const;
const mail = closed(completedTask({ type: 'mail' }));
const limited = {
  settings: { maxMailsPerDay: 9 },
  steps: [{ type: 'mail' as const }, { type: 'call' as const }],
};
/** The day holds the slot of the task's mail already. */
const held = { lanes: takenBy('l1.spring.1') };

describe('task closed', () => {
  testRows([
    [
      'D2: completed, the next step follows',
      factsIn('waiting'),
      closed(),
      'task-completed s1, planned s2 | wake-at, write-enrollment',
    ],
    [
      'D2: skipped, the next step follows',
      factsIn('waiting'),
      closed(skippedTask()),
      'task-skipped s1, planned s2 | wake-at, write-enrollment',
    ],
    [
      'D2: of the last step the sequence ends with it',
      factsIn('waiting', { steps: [{}] }),
      closed(),
      'task-completed s1, finished | write-enrollment, cancel-task',
    ],
    [
      'D2: while it is paused the step is done, and the next one follows when it is resumed',
      factsIn('paused', {
        enrollment: {
          state: { status: 'paused', step: 's1', due: now, because: person, taskId: 'l1.spring.1.s1' },
        },
      }),
      closed(),
      'task-completed s1 | write-enrollment',
    ],
    [
      'D2: told again, there is nothing to do',
      factsIn('scheduled', { enrollment: { done: ['s1'] } }),
      closed(),
      'nothing',
    ],
    ['D2: of one that was stopped nothing follows', factsIn('stopped'), closed(), 'nothing'],
    [
      'D2: of another step nothing follows',
      factsIn('waiting'),
      closed(completedTask({ step: 's9' })),
      'nothing',
    ],
    [
      'A3: a mail that was sent elsewhere counts in the day of its user',
      factsIn('waiting', limited),
      mail,
      'task-completed s1, planned s2 | take-slot, wake-at, write-enrollment',
    ],
    ['A3: it counts though its enrollment was stopped', factsIn('stopped', limited), mail, ' | take-slot'],
    [
      'A3: skipped it does not count',
      factsIn('waiting', limited),
      closed(skippedTask({ type: 'mail' })),
      'task-skipped s1, planned s2 | wake-at, write-enrollment',
    ],
    [
      'A3: told again it counts once',
      factsIn('scheduled', { ...limited, enrollment: { done: ['s1'] }, also: held }),
      mail,
      'nothing',
    ],
    [
      'A3: the slot of a try that was refused is taken anew, since that one is about to be given back',
      factsIn('waiting', { ...limited, also: held }),
      mail,
      'task-completed s1, planned s2 | give-back-slot, take-slot, wake-at, write-enrollment',
    ],
    [
      'A3: without a cap there are no slots',
      factsIn('waiting', { ...limited, settings: {} }),
      mail,
      'task-completed s1, planned s2 | wake-at, write-enrollment',
    ],
  ]);

  test('A11, D2: the record keeps the outcome and the duration, or the reason', () => {
    const { events: completed } = decided(
      factsIn('waiting'),
      closed(completedTask({ outcome: 'Reached', durationSeconds: 90 })),
    );
    assert.deepEqual(completed[0], {
      type: 'task-completed',
      step: 's1',
      by: 'anne',
      outcome: 'Reached',
      durationSeconds: 90,
    });
    const reason = { skipReason: 'r1', skipLabel: 'No time', skipNote: 'Ill' };
    const { events: skipped } = decided(factsIn('waiting'), closed(skippedTask(reason)));
    assert.deepEqual(skipped[0], {
      type: 'task-skipped',
      step: 's1',
      by: 'anne',
      reason: 'r1',
      label: 'No time',
      note: 'Ill',
    });
  });
});
