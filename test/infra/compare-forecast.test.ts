import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { compareForecast, describeComparison } from '#infra/local/demo/compare-forecast.ts';
import type { DemoForecast } from '#infra/local/demo/forecast.ts';
import type { Decision } from '#infra/local/demo/report.ts';

const sums = { mails: 2, sms: 0, tasks: 0, skipped: 0, fullDays: 0 };
const end = '2027-03-20T00:00:00.000Z';
const at = (day: number, hour = 9) =>
  `2027-03-${String(day).padStart(2, '0')}T${String(hour).padStart(2, '0')}:00:00.000Z`;

/** One mail a lead, each on its day; all through one lane but where said. */
function forecastOf(days: Record<string, number>, lanes: Record<string, string> = {}): DemoForecast {
  const steps = Object.entries(days).map(([enrollment, day]) => ({
    enrollment,
    step: 's1',
    at: at(day),
    outcome: 'sent' as const,
    lane: lanes[enrollment] ?? 'claire.mail',
  }));
  return { kind: 'forecast', sums, steps };
}
const decided = (enrollment: string, outcome: string, instant: string): Decision => ({
  enrollment,
  step: 's1',
  at: instant,
  outcome,
  because: [],
});
function agreementOf(forecast: DemoForecast, decisions: Decision[]) {
  const compared = compareForecast(forecast, decisions, end);
  assert.ok(compared.kind === 'compared');
  return compared.agreement;
}

describe('the demo holds the forecast against what went out', () => {
  test('a message that went out at its very second is exact, and nobody is said to have moved anything', () => {
    const compared = compareForecast(forecastOf({ a: 9 }), [decided('a', 'sent', at(9))], end);
    assert.match(describeComparison(compared).join(' '), / 1 of 1 messages went out [^;]*\.$/);
  });

  test('what moved is put down to people only where one of them did something, with the lead or in the lane', () => {
    const forecast = forecastOf({ a: 9, b: 10, c: 11, d: 12 }, { d: 'marc.mail' });
    const decisions = [
      decided('a', 'auto-replied', at(8)),
      decided('a', 'sent', at(10)),
      decided('b', 'sent', at(11)),
      decided('c', 'sent', at(11)),
      decided('d', 'sent', at(13)),
    ];
    assert.deepEqual(agreementOf(forecast, decisions), {
      ...{ sent: 4, exact: 1, byOwn: 1, byOthers: 1, unexplained: 1 },
    });
  });

  test('what somebody did afterwards explains nothing', () => {
    const decisions = [decided('a', 'sent', at(10)), decided('a', 'replied', at(12))];
    assert.equal(agreementOf(forecastOf({ a: 9 }), decisions).unexplained, 1);
  });

  test('a lead that answered and gets no mail leaves its place to others', () => {
    const decisions = [decided('a', 'stopped', at(8)), decided('b', 'sent', at(9))];
    const { sent, byOthers } = agreementOf(forecastOf({ a: 9, b: 10 }), decisions);
    assert.deepEqual([sent, byOthers], [1, 1]);
  });

  test('above what one answer is for, it says that it did not ask', () => {
    const compared = compareForecast({ kind: 'not-asked', leads: 2000 }, [], end);
    assert.deepEqual(describeComparison(compared).length, 1);
    assert.match(describeComparison(compared)[0] ?? '', /No forecast was asked for: 2000 leads/);
  });
});
