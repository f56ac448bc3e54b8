import assert from 'node:assert/strict';
import { after, before } from 'node:test';
import { functions } from '#functions/manifest.ts';
import { timeLapseClock, type Clock } from '#infra/local/clock.ts';
import { startSystem, type System } from '#infra/local/system.ts';

/**
 * Starts the local services of AWS for the tests of a file; it is a Monday in March 2026.
 *
 * @param ids of the functions that run beside them: none unless given.
 */
export function localServices(...ids: string[]): { clock: Clock; system: () => System } {
  const clock = timeLapseClock('2026-03-02T08:00:00.000Z');
  let system: System | undefined;
  before(async () => {
    system = await startSystem({ clock, functions: functions.filter(({ id }) => ids.includes(id)) });
  });
  after(async () => {
    await system?.stop();
    clock.restore();
  });
  return { clock, system: () => system ?? assert.fail('The system has not started') };
}

/** A variable of the environment that the system has set. */
export const environment = (name: string): string => process.env[name] ?? assert.fail(`${name} is not set`);
