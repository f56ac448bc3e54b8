import './hooks.ts';
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';

const { simulate } = await import('./simulate.ts');
const { commandFor, tell } = await import('./tell.ts');

/** Small worlds, so that twenty take half a minute; `npm run sim` lives through larger ones. */
const SMALL = { days: 15, leads: 30 };
/** Some have a CRM, which takes time: it is read once in so many times. */
const WITH_CRM = new Set([2, 10]);
const PACE = 8;
const SEEDS = Array.from({ length: 20 }, (_, n) => n + 1);

describe('the promises, in worlds where much goes wrong at once', () => {
  async function isClean(size: { seed: number; days: number; leads: number }): Promise<void> {
    const world = WITH_CRM.has(size.seed) ? { ...size, pace: PACE } : { ...size, without: ['crm' as const] };
    const simulation = await simulate(world);
    const [first] = simulation.violations;
    assert.equal(
      first && `${await tell(simulation, first)}\nTo see it again: ${commandFor(world)}`,
      undefined,
    );
    assert.ok(simulation.stage.history.enrolled.length > 0, 'nobody was enrolled');
  }

  for (const seed of SEEDS) {
    test(`F3 F4: the auditor finds nothing wrong with the world of seed ${seed}`, () =>
      isClean({ seed, ...SMALL }));
  }

  test('F4: nor with one of more enrollments than the sweep reads at once', () =>
    isClean({ seed: 1, days: 5, leads: 150 }));

  test('a seed gives the same log, byte by byte, whenever it is lived through', async () => {
    const [once, again] = [await simulate({ seed: 7, ...SMALL }), await simulate({ seed: 7, ...SMALL })];
    assert.ok(once.log.lines.length > 100);
    assert.deepEqual(once.log.lines, again.log.lines);
    assert.equal(once.log.digest(), again.log.digest());
    const other = await simulate({ seed: 8, ...SMALL, without: ['crm'] });
    assert.notEqual(once.log.digest(), other.log.digest());
  });
});
