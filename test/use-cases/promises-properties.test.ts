import { describe, test } from 'node:test';
import fc from 'fast-check';
import { checkCall } from '#test/support/history/check-call.ts';
import { checkDelays } from '#test/support/history/check-delays.ts';
import { checkRecord } from '#test/support/history/check-record.ts';
import { checkRest } from '#test/support/history/check-rest.ts';
import { histories } from '#test/support/history/histories.ts';
import { live } from '#test/support/history/live.ts';

/** Histories lived through in each test, and where they begin: a failure prints its seed. */
const run = {
  numRuns: Number(process.env['HISTORIES'] ?? 120),
  ...(process.env['SEED'] !== undefined && { seed: Number(process.env['SEED']) }),
};

describe('whatever happens, in whatever order (F2, F3, F4, A1–A7, D3, D5)', () => {
  test('A1, A2, A3, A4, A5, A9, D3, F2, F4: when wake-ups come exactly: windows, caps, delays, waits, rules and reasons hold, nothing is lost', async () => {
    await fc.assert(
      fc.asyncProperty(histories(false), async (one) => {
        const lived = await live(one, checkCall, (at) => checkRest(at, 'exact'));
        await checkRecord(lived);
        checkDelays(lived);
      }),
      run,
    );
  });

  test('F2, F3, F4: when wake-ups are lost, late and double, the provider fails, and the process dies: the same but the delays', async () => {
    await fc.assert(
      fc.asyncProperty(histories(true), async (one) => {
        const lived = await live(one, checkCall, (at) => checkRest(at, 'disturbed'));
        await checkRest(lived, 'swept');
        await checkRecord(lived);
      }),
      run,
    );
  });
});
