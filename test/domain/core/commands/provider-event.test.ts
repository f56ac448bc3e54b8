import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Command } from '#shared/domain/core/commands.ts';
import type { EnrollmentStatus } from '#shared/domain/core/enrollment.ts';
import type { ProviderEventKind } from '#shared/domain/provider-events/provider-event.ts';
import { plusMinutes } from '#shared/domain/time/instants.ts';
import { decided, factsIn, testRows, type Row } from '#test/support/decisions.ts';
import { now } from '#test/support/facts.ts';

const claim = { step: 's1', attempt: 1, at: now };
const byHand = { claim: { ...claim, by: 'anne' } };
const tells = (kind: ProviderEventKind, attempt?: number, step = 's1'): Command => ({
  kind: 'provider-event',
  event: { kind, at: now, messageId: 'm1', recipient: ['zoe@example.com'] },
  step,
  attempt,
});
const settled = 'sent s1, planned s2 | wake-at, write-enrollment';

describe('provider event', () => {
  testRows([
    ...(['sending', 'unknown'] as const).flatMap((status): Row[] => [
      [
        `F3: what went out settles one that is ${status}, and the next step is planned`,
        factsIn(status),
        tells('delivered', 1),
        settled,
      ],
      [
        `F3: what was rejected fails the step of one that is ${status}`,
        factsIn(status),
        tells('rejected', 1),
        'failed s1, planned s2 | wake-at, write-enrollment',
      ],
    ]),
    ['F3: told of another try, it is no news', factsIn('unknown'), tells('delivered', 2), 'nothing'],
    ['F3: told of another step, it is no news', factsIn('unknown'), tells('delivered', 1, 's2'), 'nothing'],
    [
      'F3: without the number of its try it settles the claim',
      factsIn('unknown'),
      tells('delivered'),
      settled,
    ],
    [
      'F3: it is noted of one that was stopped meanwhile, and nothing follows',
      factsIn('stopped', { enrollment: { claim } }),
      tells('delivered', 1),
      'sent s1 | write-enrollment',
    ],
    [
      'F3: it is noted of one that is paused, and what follows is planned when it is resumed',
      factsIn('paused', { enrollment: { claim } }),
      tells('delivered', 1),
      'sent s1 | write-enrollment',
    ],
    [
      'F3, D2: what a person sent completes its task',
      factsIn('unknown', { enrollment: byHand }),
      tells('delivered', 1),
      'sent s1, task-completed s1, planned s2 | wake-at, write-enrollment, complete-task',
    ],
    [
      'F3, D2: what a person sent and was rejected gives the task back',
      factsIn('unknown', { enrollment: byHand }),
      tells('rejected', 1),
      'released s1, task-opened s1 | write-enrollment',
    ],
    [
      'F3, D2: rejected while it was paused, the task is not opened',
      factsIn('paused', { enrollment: byHand }),
      tells('rendering-failed', 1),
      'released s1 | write-enrollment',
    ],
    ...(['scheduled', 'backlogged'] as const).map((status): Row => [
      `F3: what is sent again and ${status} is not sent once it is known to have gone out`,
      factsIn(status, { enrollment: { attempts: 1 } }),
      tells('delivered', 1),
      settled,
    ]),
    [
      'F3: a task that is open again is completed once its mail is known to have gone out',
      factsIn('waiting', { enrollment: { attempts: 1 } }),
      tells('delivered', 1),
      'sent s1, task-completed s1, planned s2 | wake-at, write-enrollment, complete-task',
    ],
    [
      'F3: one that waits to be sent again and is paused goes on with the next step',
      factsIn('paused', { enrollment: { attempts: 1 } }),
      tells('delivered', 1),
      'sent s1 | write-enrollment',
    ],
    [
      'A3: the next step takes its slot where there is a cap',
      factsIn('unknown', { settings: { maxMailsPerDay: 9 } }),
      tells('delivered', 1),
      'sent s1, planned s2 | take-slot, wake-at, write-enrollment',
    ],
    [
      'F3: a rejection of a try before says nothing of the next one',
      factsIn('scheduled', { enrollment: { attempts: 1 } }),
      tells('rejected', 1),
      'nothing',
    ],
    [
      'F3: a try that never was says nothing',
      factsIn('scheduled', { enrollment: { attempts: 1 } }),
      tells('delivered', 2),
      'nothing',
    ],
    [
      'F3: an event without the number of its try says nothing of what waits',
      factsIn('scheduled', { enrollment: { attempts: 1 } }),
      tells('delivered'),
      'nothing',
    ],
    [
      'F3: of a step that is done it is no news',
      factsIn('scheduled', { enrollment: { attempts: 1, done: ['s1'] } }),
      tells('delivered', 1),
      'nothing',
    ],
    ...(['stopped', 'finished'] satisfies EnrollmentStatus[]).map((status): Row => [
      `F3: without a claim it says nothing of one that is ${status}`,
      factsIn(status),
      tells('delivered', 1),
      'nothing',
    ]),
  ]);

  test('D3: what follows counts from when the message was claimed, not from when that came to be known', () => {
    const facts = { ...factsIn('unknown'), now: plusMinutes(now, 600) };
    const { after } = decided(facts, tells('delivered', 1));
    assert.ok(after.state.status === 'scheduled');
    assert.equal(after.state.due, plusMinutes(now, 24 * 60));
  });

  test('F3: a mail of a task went out in the name of who has the task', () => {
    const facts = factsIn('unknown', { enrollment: byHand });
    const owner = { ...facts.sender, user: { ...facts.sender.user, id: 'luc' } };
    for (const [of, sender] of [
      [{ ...facts, owner }, 'luc'],
      [{ ...factsIn('unknown'), owner }, 'anne'],
    ] as const) {
      const [event] = decided(of, tells('delivered', 1)).events;
      assert.equal(event?.type === 'sent' && event.sender, sender);
    }
  });
});
