import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { realClock, timeLapseClock } from '#infra/local/clock.ts';
import { systemClock } from '#shared/adapters/aws/system-clock.ts';
import { plusSeconds } from '#shared/domain/time/instants.ts';
import { at } from '#test/support/at.ts';
import { memoryClock } from '#test/support/memory/memory-clock.ts';
import { clockContract } from './clock-contract.ts';

const nothing = (): void => undefined;
const start = '2027-03-01T09:00:00.000Z';

clockContract('system', () => ({ clock: systemClock, pass: nothing }));

clockContract('memory', () => {
  const clock = memoryClock(at(start));
  return { clock, pass: () => clock.set(plusSeconds(clock.now(), 1)) };
});

const real = realClock();
clockContract('real local', () => ({ clock: { now: () => at(real.now()) }, pass: nothing }));

describe('the clock of the local system that jumps', () => {
  const lapse = timeLapseClock(start);
  after(() => lapse.restore());

  clockContract('time-lapse', () => ({
    clock: systemClock,
    pass: () => lapse.advanceTo(new Date(Date.now() + 1_000).toISOString()),
  }));

  test('does not go back when it is told to', () => {
    const before = systemClock.now();
    lapse.advanceTo('2020-01-01T00:00:00.000Z');
    assert.equal(systemClock.now(), before);
  });
});

test('the memory clock cannot be set back: a test that would is wrong', () => {
  const clock = memoryClock(at(start));
  assert.throws(() => clock.set(plusSeconds(at(start), -1)), /back/);
});
