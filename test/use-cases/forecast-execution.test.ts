import { enrollmentId } from '#shared/domain/kernel/enrollment-id.ts';
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { plusMinutes } from '#shared/domain/time/instants.ts';
import { blankEnrollment, type Enrollment } from '#shared/domain/core/enrollment.ts';
import type { SimulatedEnrollment } from '#shared/domain/forecast/simulated-enrollment.ts';
import type { Wave } from '#shared/domain/forecast/forecast-input.ts';
import { forecastIn, inOrder, happeningsOf, type Happening, type Known } from '#test/support/forecast-of.ts';
import {
  bySender,
  enrollBySender,
  runWithTasks,
  scenario,
  worldOf,
  type Scenario,
} from '#test/support/forecast-scenario.ts';
import { ORGANISATION as organisation, SEQUENCE } from '#test/support/world.ts';

function toEnroll(leadIds: string[], known: Known, userId: string): SimulatedEnrollment[] {
  return leadIds.map((leadId) => {
    const id = enrollmentId(leadId, SEQUENCE, 1);
    const of = { organisation, id, leadId, sequenceId: SEQUENCE, version: 1, pinned: false, userId };
    const enrollment = blankEnrollment(of, known.now);
    return { enrollment, lead: known.lead(leadId), sender: known.sender(userId), asked: true };
  });
}

async function compare(of: Scenario): Promise<void> {
  const { w, changes } = await worldOf(of);
  const numbers = of.leads.map((_, n) => n);
  const cut = Math.max(0, numbers.length - of.second);
  const { taskMinutes } = of;
  const foretell = (wave: number[]) => {
    const at = w.clock.now();
    return forecastIn(w, {
      taskMinutes,
      waves: (known) =>
        bySender(of, wave).map(({ userId, leadIds }): Wave => ({
          at,
          enrollments: toEnroll(leadIds, known, userId),
        })),
    });
  };
  const end = plusMinutes(of.start, 60 * 24 * 120);
  const check = (foreseen: Happening[], happened: Enrollment[]) =>
    assert.deepEqual(
      inOrder(foreseen.filter(({ at }) => at <= end)),
      inOrder(happened.flatMap((change) => happeningsOf(change))),
    );

  const whole = await foretell(numbers.slice(0, cut));
  await enrollBySender(w, of, numbers.slice(0, cut));
  await runWithTasks(w, plusMinutes(of.start, of.afterMinutes), taskMinutes);
  const middle = w.clock.now();
  assert.deepEqual(
    inOrder(whole.filter(({ at }) => at <= middle)),
    inOrder(changes.flatMap((change) => happeningsOf(change))),
  );
  changes.length = 0;
  const rest = await foretell(numbers.slice(cut));
  await enrollBySender(w, of, numbers.slice(cut));
  await runWithTasks(w, end, taskMinutes);
  check(rest, changes);
}

describe('a forecast', () => {
  test('F1: foresees every step of every lead as it is then executed, to the instant and with its reasons, however wake-ups are cut into batches', async () => {
    await fc.assert(fc.asyncProperty(scenario, compare), {
      numRuns: 40,
      seed: 20270322,
    });
  });
});
