import { describe } from 'node:test';
import { factsIn, inState, person, testRows } from '#test/support/decisions.ts';
import { now } from '#test/support/facts.ts';

const suppression = { kind: 'suppression' } as const;
const lead = { suppression: { unsubscribedAt: now } };
const mails = { lead, steps: [{}, {}] };
const call = { type: 'call' as const };
const mailTask = { lead, steps: [{ type: 'mail' as const }, call] };

describe('suppression', () => {
  testRows([
    [
      'A6, A7: where the rules skip every step left, it ends at once',
      factsIn('scheduled', mails),
      suppression,
      'skipped s1, skipped s2, finished | write-enrollment',
    ],
    [
      'A6, A7: one that is paused ends as well',
      factsIn('paused', mails),
      suppression,
      'skipped s1, skipped s2, finished | write-enrollment',
    ],
    [
      'A6, A7: where one step is left to do it goes on, and skips step by step when due',
      factsIn('scheduled', { lead, steps: [{}, call] }),
      suppression,
      'nothing',
    ],
    ['A6, A7: a lead that is not suppressed goes on', factsIn('scheduled'), suppression, 'nothing'],
    [
      'A6, A7: a task that is open and now skipped is taken off the list, and the next step follows',
      factsIn('waiting', mailTask),
      suppression,
      'skipped s1, planned s2 | wake-at, write-enrollment, cancel-task',
    ],
    [
      'A6, A7: a task that is not skipped stays',
      factsIn('waiting', { lead, steps: [call, {}, call] }),
      suppression,
      'nothing',
    ],
    [
      'A6, A7: of one that is paused the open task is skipped, and the next step follows when it is resumed',
      factsIn('paused', {
        ...mailTask,
        enrollment: {
          state: { status: 'paused', step: 's1', due: now, because: person, taskId: 'l1.spring.1.s1' },
        },
      }),
      suppression,
      'skipped s1 | write-enrollment, cancel-task',
    ],
    [
      'F3: what may be in the hands of the provider is settled first',
      factsIn('sending', mails),
      suppression,
      'nothing',
    ],
    [
      'F3: also when it was paused since',
      factsIn('paused', { ...mails, enrollment: { claim: inState.sending.claim } }),
      suppression,
      'nothing',
    ],
    ['D5: one that is over stays as it is', factsIn('finished', mails), suppression, 'nothing'],
    [
      'D11: its version gone, there is nothing to do',
      factsIn('scheduled', { ...mails, also: { version: undefined } }),
      suppression,
      'nothing',
    ],
  ]);
});
