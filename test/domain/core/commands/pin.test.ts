import { describe } from 'node:test';
import { factsIn, testRows, type Row } from '#test/support/decisions.ts';

const pin = { kind: 'pin', by: 'boss' } as const;
const unpin = { kind: 'unpin', by: 'boss' } as const;
const pinned = { enrollment: { pinned: true } };

describe('pin and unpin', () => {
  testRows([
    ['D10: keeps the version that it is on', factsIn('waiting'), pin, 'pinned | write-enrollment'],
    [
      'D10: follows the present version again',
      factsIn('waiting', pinned),
      unpin,
      'unpinned | write-enrollment',
    ],
    ['D10: pinned again, nothing changes', factsIn('waiting', pinned), pin, 'nothing'],
    ['D10: unpinned again, nothing changes', factsIn('waiting'), unpin, 'nothing'],
    [
      'D10: a step that is planned keeps its time and gets a wake-up of the new revision',
      factsIn('scheduled'),
      pin,
      'pinned | wake-at, write-enrollment',
    ],
    [
      'F3: not while a message is being sent',
      factsIn('sending'),
      pin,
      'A message of it is being sent at this moment: try again.',
    ],
    ...(['stopped', 'finished'] as const).map((status): Row => [
      `D10: not when it is ${status}`,
      factsIn(status),
      pin,
      `It is ${status}: no step comes after it.`,
    ]),
  ]);
});
