import './hooks.ts';
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Simulation } from './simulate.ts';

const { shrink } = await import('./shrink.ts');

test('a world that fails is made smaller as long as the same rule is broken in it', async () => {
  // Fails where there are three leads, whoever pauses and whatever is late.
  const simulation = (fails: boolean) =>
    ({ violations: fails ? [{ rule: 'A3 cap', at: 0, expected: '' }] : [] }) as unknown as Simulation;
  const smallest = await shrink(
    async ({ leads, without = [] }) => simulation(leads >= 3 && !without.includes('pause')),
    { seed: 1, days: 30, leads: 100 },
    'A3 cap',
  );
  assert.equal(smallest.leads, 4);
  assert.equal(smallest.days, 1);
  assert.ok(smallest.without?.includes('schedule-late'));
  assert.ok(!smallest.without?.includes('pause'));
});
