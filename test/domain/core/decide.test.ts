import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Command } from '#shared/domain/core/commands.ts';
import { decide } from '#shared/domain/core/decide.ts';
import type { Decision } from '#shared/domain/core/decision.ts';
import { order, type Call } from '#shared/domain/core/effects.ts';
import type { StepFacts } from '#shared/domain/core/facts.ts';
import type { SendResult } from '#shared/domain/core/message.ts';
import { plusMinutes } from '#shared/domain/time/instants.ts';
import { factsOf, now } from '#test/support/facts.ts';
import { day } from '../../support/at.ts';

function decided(facts: StepFacts, command: Command): Decision {
  const decision = decide(facts, command);
  assert.ok(decision.kind === 'decided');
  return decision;
}

const wake: Command = { kind: 'wake', step: 's1', revision: 1 };
const person = { kind: 'person', userId: 'boss' } as const;

/** Facts of an enrollment whose step has a place on this day. */
function withSlot(facts = factsOf()): StepFacts {
  const state = { status: 'scheduled' as const, step: 's1', due: now, at: now, place: day('2027-03-01') };
  return { ...facts, enrollment: { ...facts.enrollment, state } };
}

const kinds = ({ effects }: Decision) => effects.map(({ kind }) => kind);
const types = ({ events }: Decision) => events.map(({ type }) => type);

/** The claim of a due mail, and the call that it makes. */
function claimed(facts = factsOf({ settings: { maxMailsPerDay: null } })): { after: StepFacts; call: Call } {
  const { after, effects } = decided(facts, wake);
  const call = effects.find((effect) => effect.kind === 'send');
  assert.ok(call?.kind === 'send');
  return { after: { ...facts, enrollment: after }, call };
}

const settle = (result: SendResult) => {
  const { after, call } = claimed();
  return decided(after, { kind: 'settle', call, result });
};

describe('the core', () => {
  test('F3: claims a due mail before it is sent, and plans what follows before that', () => {
    const decision = decided(factsOf({ settings: { maxMailsPerDay: null } }), wake);
    assert.deepEqual(types(decision), ['claimed']);
    assert.deepEqual(kinds(decision), ['write-enrollment', 'send']);
    const { call } = claimed();
    assert.deepEqual(
      call.next.events.map(({ type }) => type),
      ['planned'],
    );
  });

  const outcomes: [string, SendResult, string[], string[]][] = [
    ['accepted', { kind: 'accepted', messageId: 'm1' }, ['sent', 'planned'], ['write-enrollment', 'wake-at']],
    [
      'refused for now',
      { kind: 'refused', retry: true, code: 'Throttling', message: '' },
      ['deferred'],
      ['write-enrollment', 'wake-at'],
    ],
    [
      'refused for good',
      { kind: 'refused', retry: false, code: 'MessageRejected', message: '' },
      ['failed', 'planned'],
      ['write-enrollment', 'wake-at'],
    ],
    [
      'not answered',
      { kind: 'unknown', code: 'TimeoutError', message: '' },
      ['outcome-unknown'],
      ['write-enrollment'],
    ],
    [
      'refused because of us',
      { kind: 'held', level: 'stage', code: 'SendingPausedException', message: '' },
      ['held', 'queued'],
      ['write-enrollment', 'open-lane', 'write-hold', 'wake-lane-at'],
    ],
  ];
  for (const [what, result, events, effects] of outcomes)
    test(`F3, F10: a call ${what} is written before its wake-up is made`, () => {
      const decision = settle(result);
      assert.deepEqual([types(decision), kinds(decision)], [events, effects]);
    });

  const commands: [string, StepFacts, Command][] = [
    ['a step that is due', factsOf(), wake],
    ['a task', factsOf({ steps: [{ type: 'call' }, {}], settings: { maxTasksPerDay: null } }), wake],
    ['a pause', withSlot(), { kind: 'pause', until: plusMinutes(now, 60), because: person, shortens: true }],
    ['a stop', withSlot(), { kind: 'stop', because: person }],
    ['the last step', withSlot(), { kind: 'go-to-last-step', because: person }],
  ];
  for (const [what, facts, command] of commands)
    test(`F4: the effects of ${what} come in the one order`, () => {
      const ranks = kinds(decided(facts, command)).map((kind) => order.indexOf(kind));
      assert.ok(ranks.length > 0);
      assert.deepEqual(
        ranks,
        ranks.toSorted((a, b) => a - b),
      );
    });

  test('A3: a step that is stopped frees the place that it held', () => {
    const { effects } = decided(withSlot(), { kind: 'stop', because: person });
    assert.ok(effects.some((effect) => effect.kind === 'free-slot' && effect.date === '2027-03-01'));
  });

  test('says why a command cannot be done, and changes nothing', () => {
    const facts = factsOf();
    assert.deepEqual(decide(facts, { kind: 'resume', because: person }), {
      kind: 'conflict',
      detail: 'It is scheduled; only a paused enrollment can be resumed.',
    });
  });

  test('a wake-up of another revision comes to nothing', () => {
    const decision = decided(factsOf(), { ...wake, revision: 0 });
    assert.deepEqual([decision.events, decision.effects], [[], []]);
  });
});
