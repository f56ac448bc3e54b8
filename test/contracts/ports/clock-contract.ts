import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Clock } from '#shared/ports/clock.ts';

/** What every clock does. @param pass lets some time pass */
export function clockContract(name: string, open: () => { clock: Clock; pass: () => void }): void {
  describe(`the ${name} clock`, () => {
    test('tells whole milliseconds since 1970', () => {
      const { clock } = open();
      assert.ok(Number.isSafeInteger(clock.now()));
      assert.ok(clock.now() > 1_700_000_000_000);
    });

    test('never goes back', () => {
      const { clock, pass } = open();
      const told = Array.from({ length: 100 }, () => {
        pass();
        return clock.now();
      });
      assert.deepEqual(
        told,
        told.toSorted((a, b) => a - b),
      );
    });
  });
}
