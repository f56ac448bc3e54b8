import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { CLAIM_TERM_SECONDS } from '#shared/domain/core/claim-term.ts';
import type { StepFacts } from '#shared/domain/core/facts.ts';
import type { Message } from '#shared/domain/core/message.ts';
import type { Hold } from '#shared/domain/holds/hold.ts';
import { raise, withProbe } from '#shared/domain/holds/provider-hold.ts';
import { plusMinutes, plusSeconds } from '#shared/domain/time/instants.ts';
import { decided, factsIn, inState, person, takenBy, testRows, type Row } from '#test/support/decisions.ts';
import { enrollmentNamed } from '#test/support/at.ts';
import { now } from '#test/support/facts.ts';

const wake = { kind: 'wake', step: 's1', revision: 1 } as const;
const claimedAgo = (seconds: number) => ({
  claim: { step: 's1', attempt: 1, at: plusSeconds(now, -seconds) },
});
const pausedUntil = (minutes: number) => ({
  state: {
    status: 'paused' as const,
    step: 's1',
    due: now,
    until: plusMinutes(now, minutes),
    because: person,
  },
});
const refusal = { organisation: 'acme', level: 'stage', channel: 'mail', userId: 'anne' } as const;
const hold: Hold = raise(undefined, { ...refusal, code: 'SendingPausedException', message: '' }, now);
const night = (facts: StepFacts): StepFacts => ({
  ...facts,
  now: plusMinutes(now, 12 * 60),
});
const sent = 'claimed s1 | write-enrollment, send';

describe('wake', () => {
  testRows([
    [
      'F4: of another revision it comes to nothing',
      factsIn('scheduled'),
      { ...wake, revision: 2 },
      'nothing',
    ],
    [
      'F4: before its time it comes to nothing',
      factsIn('scheduled', {
        enrollment: { state: { status: 'scheduled', step: 's1', due: now, at: plusMinutes(now, 1) } },
      }),
      wake,
      'nothing',
    ],
    ...(['backlogged', 'unknown', 'waiting', 'paused', 'stopped', 'finished'] as const).map((status): Row => [
      `F4: it does nothing to one that is ${status}`,
      factsIn(status),
      wake,
      'nothing',
    ]),
    [
      'F4: the step or the lead gone, there is nothing to do',
      factsIn('scheduled', { also: { lead: undefined } }),
      wake,
      'nothing',
    ],
    [
      'F3: while a worker holds the claim, it is busy',
      factsIn('sending'),
      wake,
      'It is being sent just now.',
    ],
    [
      'F3: a claim is a living worker’s for two and a half minutes',
      factsIn('sending', { enrollment: claimedAgo(CLAIM_TERM_SECONDS - 1) }),
      wake,
      'It is being sent just now.',
    ],
    [
      'F3: after that its outcome is unknown, and it is not sent again',
      factsIn('sending', { enrollment: claimedAgo(CLAIM_TERM_SECONDS) }),
      wake,
      'outcome-unknown s1 | write-enrollment',
    ],
    [
      'F6: it ends a pause that is over',
      factsIn('paused', { enrollment: pausedUntil(0) }),
      wake,
      'resumed, planned s1 | wake-at, write-enrollment',
    ],
    [
      'F6: it ends no pause before its end',
      factsIn('paused', { enrollment: pausedUntil(1) }),
      wake,
      'nothing',
    ],
    ['F3: a due mail is claimed, then sent', factsIn('scheduled'), wake, sent],
    [
      'E5: the links of a text are kept before it is sent',
      factsIn('scheduled', {
        steps: [{ type: 'automated-sms' }],
        settings: { maxSmsPerDay: null },
        also: { content: () => ({ kind: 'ready', message: text }) },
      }),
      wake,
      'claimed s1 | keep-links, write-enrollment, send',
    ],
    [
      'D2: a due task is put on its user’s list',
      factsIn('scheduled', { steps: [{ type: 'call' }] }),
      wake,
      'task-opened s1 | open-task, write-enrollment',
    ],
    [
      'A6: what the rules skip is skipped, and the next one is planned',
      factsIn('scheduled', { steps: [{}, { type: 'call' }], lead: { suppression: { unsubscribedAt: now } } }),
      wake,
      'skipped s1, planned s2 | wake-at, write-enrollment',
    ],
    [
      'D5: a lead that was converted since stops it',
      factsIn('scheduled', { lead: { convertedAt: plusMinutes(now, 1) } }),
      wake,
      'stopped | write-enrollment',
    ],
    [
      'D11: a sequence that was deleted stops it',
      factsIn('scheduled', { also: { sequence: undefined } }),
      wake,
      'stopped | write-enrollment',
    ],
    [
      'A1, A2: outside its windows it asks for a time again',
      night(factsIn('scheduled')),
      wake,
      'deferred s1 | wake-at, write-enrollment',
    ],
    [
      'A3: without its slot it asks for one again, and goes at once where there is room',
      factsIn('scheduled', { settings: { maxMailsPerDay: 9 } }),
      wake,
      'claimed s1 | take-slot, take-slot, write-enrollment, send',
    ],
    [
      'D2: a step without an address is skipped',
      factsIn('scheduled', { lead: { email: undefined } }),
      wake,
      'skipped s1, planned s2 | wake-at, write-enrollment',
    ],
    [
      'D8: what nothing fills waits for a person',
      factsIn('scheduled', { also: { content: () => ({ kind: 'missing', variables: ['lead.firstName'] }) } }),
      wake,
      'paused | write-enrollment',
    ],
    [
      'F10: what is held queues, and is no try',
      factsIn('scheduled', { also: { holds: [hold] } }),
      wake,
      'held s1, queued s1 | open-lane, write-enrollment',
    ],
    [
      'A3: what is held takes no slot, though it had to ask its lane for one',
      factsIn('scheduled', {
        settings: { maxMailsPerDay: 5 },
        also: { lanes: takenBy('l2.spring.1'), holds: [hold] },
      }),
      wake,
      'held s1, queued s1 | open-lane, write-enrollment',
    ],
    [
      'A3: what has a hole in its text takes no slot either',
      factsIn('scheduled', {
        settings: { maxMailsPerDay: 5 },
        also: {
          lanes: takenBy('l2.spring.1'),
          content: () => ({ kind: 'missing' as const, variables: ['lead.title'] }),
        },
      }),
      wake,
      'paused | write-enrollment',
    ],
    [
      'F10: the probe of a hold is sent',
      factsIn('scheduled', { also: { holds: [withProbe(hold, enrollmentNamed('l1.spring.1'), now)] } }),
      wake,
      sent,
    ],
  ]);

  test('A6: a sender who is not active holds the enrollment for a person', () => {
    const facts = factsIn('scheduled');
    const sender = { ...facts.sender, user: { ...facts.sender.user, active: false } };
    const { events } = decided({ ...facts, sender }, wake);
    assert.deepEqual(events, [{ type: 'paused', because: { kind: 'engine', rule: 'sender-inactive' } }]);
  });

  test('F10: what is held queues as due as it was, a first touch behind follow-ups', () => {
    const due = plusMinutes(now, -30);
    const state = { status: 'scheduled' as const, step: 's1', due, at: now };
    for (const [done, priority] of [
      [[], 1],
      [['s0'], 0],
    ] as const) {
      const enrollment = { state, done: [...done] };
      const { events } = decided(factsIn('scheduled', { enrollment, also: { holds: [hold] } }), wake);
      const queued = events.at(-1);
      assert.ok(queued?.type === 'queued');
      assert.deepEqual([queued.due, queued.priority], [due, priority]);
    }
  });

  test('F3: each try has its own number', () => {
    const { after } = decided(factsIn('scheduled', { enrollment: { attempts: 2 } }), wake);
    assert.deepEqual([after.attempts, after.claim?.attempt], [3, 3]);
  });

  test('F3: what follows is planned with the claim, so that settling needs nothing', () => {
    const { effects } = decided(factsIn('scheduled'), wake);
    const call = effects.find((effect) => effect.kind === 'send');
    assert.deepEqual(call?.kind === 'send' && call.next.events.map(({ type }) => type), ['planned']);
  });

  test('F4: the wake-up of a claim that its worker lost is that of the claim, whatever its revision', () => {
    const facts = factsIn('sending', { enrollment: { ...inState.sending, revision: 7, ...claimedAgo(999) } });
    assert.equal(decided(facts, wake).after.state.status, 'unknown');
  });
});

const text: Message = {
  kind: 'sms',
  sender: 'anne',
  recipient: '+33612345678',
  contentHash: 'hash',
  sms: { to: '+33612345678', text: 'Hello', tags: {} },
  links: [],
};
