import { describe } from 'node:test';
import { factsIn, testRows, type Row } from '#test/support/decisions.ts';

const giveUp = { kind: 'give-up-claim' } as const;
const others = ['scheduled', 'backlogged', 'unknown', 'waiting', 'paused', 'stopped', 'finished'] as const;

describe('give up a claim', () => {
  testRows([
    [
      'F3: whether a message went out whose worker died is not known',
      factsIn('sending'),
      giveUp,
      'outcome-unknown s1 | write-enrollment',
    ],
    ...others.map((status): Row => [
      `F3: of one that is ${status} there is nothing to give up`,
      factsIn(status),
      giveUp,
      'nothing',
    ]),
  ]);
});
