import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Command } from '#shared/domain/core/commands.ts';
import type { Enrollment } from '#shared/domain/core/enrollment.ts';
import type { StepFacts } from '#shared/domain/core/facts.ts';
import type { SendResult } from '#shared/domain/core/message.ts';
import { raise, withProbe } from '#shared/domain/holds/provider-hold.ts';
import { slotKey } from '#shared/domain/lanes/slot-key.ts';
import { plusMinutes } from '#shared/domain/time/instants.ts';
import { callOf, openTask, decided, factsIn, inState, testRows } from '#test/support/decisions.ts';
import { day, enrollmentNamed, laneNamed } from '#test/support/at.ts';
import { factsOf, now } from '#test/support/facts.ts';

const accepted: SendResult = { kind: 'accepted', messageId: 'm1' };
const later: SendResult = { kind: 'refused', retry: true, code: 'Throttling', message: '' };
const rejected: SendResult = { kind: 'refused', retry: false, code: 'MessageRejected', message: '' };
const unanswered: SendResult = { kind: 'unknown', code: 'TimeoutError', message: '' };
const because: SendResult = { kind: 'held', level: 'stage', code: 'SendingPausedException', message: '' };

/** Settles the call of a due mail of which the next step has a slot, where the enrollment was changed meanwhile. */
function settling(
  result: SendResult,
  changed: Partial<Enrollment> = {},
  also: Partial<StepFacts> = {},
  key = 'k',
): [StepFacts, Command] {
  const { after, call } = callOf(factsIn('scheduled'), { kind: 'wake', step: 's1', revision: 1 });
  const slot = { key, at: now, gap: 0, due: now, priority: 0 as const };
  const slots = [{ kind: 'take-slot' as const, lane: laneNamed('anne.mail'), date: day('2027-03-02'), slot }];
  const command = { kind: 'settle' as const, call: { ...call, next: { ...call.next, slots } }, result };
  return [{ ...after, ...also, enrollment: { ...after.enrollment, ...changed } }, command];
}

/** The same of a mail that a person sent from its task. */
function byHand(result: SendResult, changed: Partial<Enrollment> = {}): [StepFacts, Command] {
  const facts = factsIn('waiting', { steps: [{ type: 'mail' }, {}], settings: { maxMailsPerDay: 9 } });
  const content = factsOf().content({} as never, {} as never);
  assert.ok(content.kind === 'ready');
  const task = openTask({ type: 'mail' });
  const send = { kind: 'send-by-hand' as const, task, by: 'anne', message: content.message };
  const { after, call } = callOf(facts, send);
  return [
    { ...after, enrollment: { ...after.enrollment, ...changed } },
    { kind: 'settle', call, result },
  ];
}

const paused = { state: inState.paused.state as Enrollment['state'] };
const stopped = { state: inState.stopped.state as Enrollment['state'] };
const unknown = { state: inState.unknown.state as Enrollment['state'] };
const refusal = { organisation: 'acme', level: 'stage', channel: 'mail', userId: 'anne' } as const;
const hold = raise(undefined, { ...refusal, code: 'SendingPausedException', message: '' }, now);
const probed = withProbe(hold, enrollmentNamed('l1.spring.1'), now);

describe('settle', () => {
  testRows([
    [
      'F3: accepted, it is sent, and what was planned follows',
      ...settling(accepted),
      'sent s1, planned s2 | write-enrollment, wake-at',
    ],
    [
      'F3: refused for now, it is tried again',
      ...settling(later),
      'deferred s1 | write-enrollment, wake-at, free-slot',
    ],
    [
      'F3: refused for good, the step is passed over',
      ...settling(rejected),
      'failed s1, planned s2 | write-enrollment, wake-at',
    ],
    [
      'F3: not answered, its outcome is unknown',
      ...settling(unanswered),
      'outcome-unknown s1 | write-enrollment, free-slot',
    ],
    [
      'F10: refused because of us, it queues, and a hold is raised',
      ...settling(because),
      'held s1, queued s1 | write-enrollment, open-lane, free-slot, write-hold, wake-lane-at',
    ],
    [
      'F3: given up for dead while the provider was called, an accepted one is sent all the same',
      ...settling(accepted, unknown),
      'sent s1, planned s2 | write-enrollment, wake-at',
    ],
    [
      'F3: paused meanwhile, it is noted, and the slot of the next one is given back',
      ...settling(accepted, paused),
      'sent s1 | write-enrollment, free-slot',
    ],
    [
      'F3: stopped meanwhile, it is noted',
      ...settling(accepted, stopped),
      'sent s1 | write-enrollment, free-slot',
    ],
    [
      'F3: paused meanwhile and refused for now, its claim is given back',
      ...settling(later, paused),
      'released s1 | write-enrollment, free-slot',
    ],
    [
      'F3: paused meanwhile and refused for good, the step is passed over',
      ...settling(rejected, paused),
      'failed s1 | write-enrollment, free-slot',
    ],
    [
      'F3: paused meanwhile and not answered, its claim stands',
      ...settling(unanswered, paused),
      ' | free-slot',
    ],
    [
      'F10: paused meanwhile and refused because of us, its claim is given back',
      ...settling(because, paused),
      'released s1 | write-enrollment, free-slot, write-hold, wake-lane-at',
    ],
    [
      'A3: settled by somebody else, the slot taken for the next step is given back',
      ...settling(accepted, { claim: undefined }),
      ' | free-slot',
    ],
    [
      'F3: settled by somebody else who planned with that slot, there is nothing to do',
      ...settling(
        accepted,
        { claim: undefined, done: ['s1', 's2'] },
        {},
        slotKey(enrollmentNamed('l1.spring.1'), 's2'),
      ),
      'nothing',
    ],
    [
      'F3: of another try it settles nothing',
      ...settling(accepted, { claim: { step: 's1', attempt: 2, at: now } }),
      'nothing',
    ],
    [
      'F10: one that is accepted ends the hold of the provider',
      ...settling(accepted, {}, { holds: [probed] }),
      'sent s1, planned s2 | write-enrollment, wake-at, end-hold',
    ],
    [
      'F10: it ends no hold of a person',
      ...settling(accepted, {}, { holds: [{ ...hold, reason: { kind: 'person', userId: 'boss' } }] }),
      'sent s1, planned s2 | write-enrollment, wake-at',
    ],
    [
      'F10: a hold that is in force is not raised again',
      ...settling(because, {}, { holds: [hold] }),
      'held s1, queued s1 | write-enrollment, open-lane, free-slot, wake-lane-at',
    ],
    [
      'D2: accepted by hand, its task is completed',
      ...byHand(accepted),
      'sent s1, task-completed s1, planned s2 | write-enrollment, wake-at, complete-task',
    ],
    [
      'A3, D2: refused by hand, the task is open again, and both slots are given back',
      ...byHand(later),
      'released s1, task-opened s1 | write-enrollment, free-slot, free-slot',
    ],
    [
      'D2: refused by hand while it was paused, the task stays as it is',
      ...byHand(rejected, paused),
      'released s1 | write-enrollment, free-slot, free-slot',
    ],
    [
      'A3, F3: not answered by hand, its slot is kept',
      ...byHand(unanswered),
      'outcome-unknown s1 | write-enrollment, free-slot',
    ],
    [
      'F10: refused by hand because of us, the task is open again',
      ...byHand(because),
      'released s1, task-opened s1 | write-enrollment, free-slot, free-slot, write-hold, wake-lane-at',
    ],
  ]);

  for (const [tries, minutes] of [
    [1, 1],
    [2, 2],
    [7, 64],
  ] as const)
    test(`F3: after ${tries} tries the next one comes ${minutes} minutes later`, () => {
      const [facts, command] = attempt(tries, later);
      const { after } = decided(facts, command);
      assert.ok(after.state.status === 'scheduled');
      assert.equal(after.state.at, plusMinutes(now, minutes));
    });

  test('F3: the eighth refusal is the last', () => {
    const [facts, command] = attempt(8, later);
    assert.equal(decided(facts, command).events[0]?.type, 'failed');
  });

  test('F10: a probe that is refused comes again after twice the time', () => {
    const { effects } = decided(...settling(because, {}, { holds: [probed] }));
    const written = effects.find((effect) => effect.kind === 'write-hold');
    assert.ok(written?.kind === 'write-hold');
    assert.deepEqual(written.hold.probe, { at: plusMinutes(now, 10) });
  });

  test('F10: nothing counts as a try', () => {
    assert.equal(decided(...settling(because)).after.attempts, 0);
  });
});

/** Settles the n-th try. */
function attempt(n: number, result: SendResult): [StepFacts, Command] {
  const [facts, command] = settling(result, { attempts: n, claim: { step: 's1', attempt: n, at: now } });
  assert.ok(command.kind === 'settle');
  return [facts, { ...command, call: { ...command.call, attempt: n } }];
}
