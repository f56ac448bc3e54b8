import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { StepFacts } from '#shared/domain/core/facts.ts';
import { raise } from '#shared/domain/holds/provider-hold.ts';
import { plusMinutes, plusSeconds } from '#shared/domain/time/instants.ts';
import { openTask, decided, factsIn, takenBy, testRows, type Row } from '#test/support/decisions.ts';
import { factsOf, now } from '#test/support/facts.ts';

const content = factsOf().content({} as never, {} as never);
assert.ok(content.kind === 'ready');
const task = openTask({ type: 'mail' });
const send = { kind: 'send-by-hand', task, by: 'anne', message: content.message } as const;
const steps = [{ type: 'mail' as const }, { type: 'call' as const }];
const waiting = (of: Parameters<typeof factsIn>[1] = {}) => factsIn('waiting', { steps, ...of });
const refusal = { organisation: 'acme', level: 'sender', channel: 'mail', userId: 'anne' } as const;
const hold = raise(undefined, { ...refusal, code: 'MailFromDomainNotVerified', message: '' }, now);
/** A day of one mail, which is taken by the step of an enrollment. */
const dayOf = (enrollment: string) => ({
  settings: { maxMailsPerDay: 1 },
  also: { lanes: takenBy(enrollment) },
});
const sent = 'claimed s1 | write-enrollment, send';
const notWaiting = 'Its enrollment does not wait for it any more.';
const notNow = 'It cannot be sent now.';
const night = (facts: StepFacts): StepFacts => ({ ...facts, now: plusMinutes(now, 12 * 60) });

describe('send by hand', () => {
  testRows([
    ['A15, F3: it is claimed, then sent', waiting(), send, sent],
    [
      'A3: it takes a slot in the day of its user',
      waiting({ settings: { maxMailsPerDay: 1 } }),
      send,
      'claimed s1 | take-slot, write-enrollment, send',
    ],
    ['A3: on a full day it is refused', waiting(dayOf('l2.spring.1')), send, notNow],
    [
      'A3: the slot of a try before is taken anew, also on a full day',
      waiting(dayOf('l1.spring.1')),
      send,
      'claimed s1 | give-back-slot, take-slot, write-enrollment, send',
    ],
    ['A2: working hours do not bind a person', night(waiting()), send, sent],
    ['F10: not while sending is held', waiting({ also: { holds: [hold] } }), send, notNow],
    [
      'A6: not to whom the rules keep out',
      waiting({ lead: { suppression: { unsubscribedAt: now } } }),
      send,
      notNow,
    ],
    ['D5: not to a lead that is disqualified', waiting({ lead: { status: 'disqualified' } }), send, notNow],
    ['D11: not of a sequence that was deleted', waiting({ also: { sequence: undefined } }), send, notNow],
    ['D2: not without an address', waiting({ lead: { email: undefined } }), send, notNow],
    ['D2: not to a lead that is gone', waiting({ also: { lead: undefined } }), send, notNow],
    ['D10: not of a step that is gone', waiting({ also: { version: undefined } }), send, 'Its step is gone.'],
    [
      'F3: not while a claim stands',
      waiting({ enrollment: { claim: { step: 's1', attempt: 1, at: now } } }),
      send,
      notWaiting,
    ],
    [
      'D2: not of another step than that which it waits for',
      waiting(),
      { ...send, task: { ...task, step: 's2' } },
      notWaiting,
    ],
    ...(['scheduled', 'paused', 'sending', 'unknown', 'stopped', 'finished'] as const).map((status): Row => [
      `A15: not when its enrollment is ${status}`,
      factsIn(status, { steps }),
      send,
      notWaiting,
    ]),
  ]);

  test('A3: a slot that is taken anew is told apart from the one before, which may still be given back', () => {
    const { effects } = decided(waiting(dayOf('l1.spring.1')), send);
    const taken = effects.find((effect) => effect.kind === 'take-slot');
    assert.equal(taken?.kind === 'take-slot' && taken.slot.at, plusSeconds(now, 1));
  });

  test('F2: the claim says who sends it', () => {
    assert.equal(decided(waiting(), send).after.claim?.by, 'anne');
  });
});
