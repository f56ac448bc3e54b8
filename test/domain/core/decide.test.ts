import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Command } from '#shared/domain/core/commands.ts';
import { decide } from '#shared/domain/core/decide.ts';
import type { Decision } from '#shared/domain/core/decision.ts';
import { order } from '#shared/domain/core/effects.ts';
import type { StepFacts } from '#shared/domain/core/facts.ts';
import { plusMinutes } from '#shared/domain/time/instants.ts';
import { decided, person } from '#test/support/decisions.ts';
import { factsOf, now } from '#test/support/facts.ts';
import { day } from '../../support/at.ts';

const wake: Command = { kind: 'wake', step: 's1', revision: 1 };

/** Facts of an enrollment whose step has a place on this day. */
function withSlot(facts = factsOf()): StepFacts {
  const state = { status: 'scheduled' as const, step: 's1', due: now, at: now, place: day('2027-03-01') };
  return { ...facts, enrollment: { ...facts.enrollment, state } };
}

const kinds = ({ effects }: Decision) => effects.map(({ kind }) => kind);

describe('the core', () => {
  const commands: [string, StepFacts, Command][] = [
    ['a step that is due', factsOf(), wake],
    ['a task', factsOf({ steps: [{ type: 'call' }, {}], settings: { maxTasksPerDay: null } }), wake],
    ['a pause', withSlot(), { kind: 'pause', until: plusMinutes(now, 60), because: person, shortens: true }],
    ['a stop', withSlot(), { kind: 'stop', because: person }],
    ['the last step', withSlot(), { kind: 'go-to-step', because: person }],
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
});
