import { describe } from 'node:test';
import type { Reason } from '#shared/domain/settings/reason.ts';
import { factsIn, person, testRows, type Row } from '#test/support/decisions.ts';
import { now } from '#test/support/facts.ts';

const stop = { kind: 'stop', because: person } as const;
const move = { kind: 'move', to: 'autumn', because: person, evenIfOver: false } as const;
const open = ['scheduled', 'backlogged', 'sending', 'unknown', 'paused'] as const;
const byRun = (run: string): Reason => ({ kind: 'workflow', workflow: 'w', run, chain: ['w'] });

describe('stop', () => {
  testRows([
    ...open.map((status): Row => [
      `D5: one that is ${status} ends`,
      factsIn(status),
      stop,
      'stopped | write-enrollment',
    ]),
    [
      'D2: the task that it waited for is taken off the list',
      factsIn('waiting'),
      stop,
      'stopped | write-enrollment, cancel-task',
    ],
    ['D5: one that is stopped stays as it is', factsIn('stopped'), stop, 'nothing'],
    ['D5: one that is finished stays as it is', factsIn('finished'), stop, 'nothing'],
  ]);
});

describe('move', () => {
  testRows([
    ...open.map((status): Row => [
      `B3: one that is ${status} ends, for another sequence`,
      factsIn(status),
      move,
      'moved, stopped | write-enrollment',
    ]),
    [
      'B3: it is not moved to the sequence that it is in',
      factsIn('scheduled'),
      { ...move, to: 'spring' },
      'It is in this sequence already.',
    ],
    ['B3: one that is over is not moved', factsIn('finished'), move, 'It is finished.'],
    [
      'B3: one that is over goes on in another sequence where that is wanted',
      factsIn('finished'),
      { ...move, evenIfOver: true },
      'moved | write-enrollment',
    ],
    [
      'B3: moved before to that sequence, there is nothing to do',
      factsIn('stopped', { enrollment: { events: [{ type: 'moved', to: 'autumn', because: person }] } }),
      { ...move, evenIfOver: true },
      'nothing',
    ],
    [
      'B3: moved before to another sequence, it is moved again',
      factsIn('stopped', { enrollment: { events: [{ type: 'moved', to: 'winter', because: person }] } }),
      { ...move, evenIfOver: true },
      'moved | write-enrollment',
    ],
    ...(['r1', 'r2'] as const).map((by): Row => [
      by === 'r1'
        ? 'B4: the run of a workflow that moved it has nothing to do, whatever changed since'
        : 'B4: another run of the workflow moves it again',
      factsIn('stopped', { enrollment: { state: { status: 'stopped', at: now, because: byRun('r1') } } }),
      { ...move, because: byRun(by), evenIfOver: true },
      by === 'r1' ? 'nothing' : 'moved | write-enrollment',
    ]),
  ]);
});
