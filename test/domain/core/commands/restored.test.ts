import { describe } from 'node:test';
import type { Command } from '#shared/domain/core/commands.ts';
import { plusMinutes } from '#shared/domain/time/instants.ts';
import { factsIn, testRows } from '#test/support/decisions.ts';
import { now } from '#test/support/facts.ts';

// Each enrollment is due now, and its next step a day later.
const hour = plusMinutes(now, 60);
const days = plusMinutes(now, 3 * 24 * 60);
const held = (until = hour, since = plusMinutes(now, -60)): Command => ({ kind: 'restored', since, until });
const marked = 'claimed s1, outcome-unknown s1 | write-enrollment';

describe('restored from a backup', () => {
  testRows([
    ['F3: what was due before all was held may have gone out', factsIn('scheduled'), held(), marked],
    ['F3: so may what waited in the queue of its lane', factsIn('backlogged'), held(), marked],
    [
      'F3: what was due after it was held has not',
      factsIn('scheduled'),
      held(plusMinutes(now, -1), plusMinutes(now, -60)),
      'nothing',
    ],
    [
      'F3: where more than one step may have gone out, a person looks',
      factsIn('scheduled'),
      held(days),
      'claimed s1, outcome-unknown s1, paused | write-enrollment',
    ],
    [
      'F3: what was paused, and may have been resumed, stays paused and claimed',
      factsIn('paused'),
      held(),
      'claimed s1, outcome-unknown s1, paused | write-enrollment',
    ],
    [
      'F3: what was being sent is unknown',
      factsIn('sending'),
      held(),
      'outcome-unknown s1 | write-enrollment',
    ],
    ['F3: what is unknown stays so', factsIn('unknown'), held(), 'nothing'],
    [
      'F3: but not without a person where its next step may have gone out too',
      factsIn('unknown'),
      held(days),
      'paused | write-enrollment',
    ],
    ['F3: what is over stays over', factsIn('finished'), held(days), 'nothing'],
    ['F3: what was stopped stays so', factsIn('stopped'), held(days), 'nothing'],
  ]);
});
