import type { Enrollment } from '#shared/domain/core/enrollment.ts';
import { tables } from '#shared/tables/tables.ts';
import { itemSize } from '#test/support/item-size.ts';
import { storedForm } from '#test/support/stored-form.ts';
import { prices, workMs, wholeProcessorMb } from './prices.ts';
import { isMet, type Row } from './row.ts';

const BUDGET = 1;
const MILLION = 1_000_000;
/** Of the enrollments ever made, those under way. */
const UNDER_WAY = 0.1;
/** Bytes of a read unit; what may be a moment old costs half of one. */
const UNIT = 4_096;
/** Items that a scan passes for each millisecond of a whole processor: an assumption. */
const ITEMS_PER_MS = 25;

/** What a month of sweeping a million enrollments costs: all of them read once a day, the index of those under way hourly. */
export function sweepMonth(sample: Enrollment): Row {
  const item = storedForm('enrollments', sample);
  const { partition, carries = '' } = tables.enrollments.indexes.underWay;
  const names = ['partition', 'sort', partition, carries];
  const entry = Object.fromEntries(names.map((name) => [name, item[name]]));
  const inMonth = (items: number, bytes: number, times: number) => ({
    units: (items * bytes * times) / UNIT / 2,
    seconds: (items * times * workMs.item) / ITEMS_PER_MS / 1_000,
  });
  const parts = [
    { what: 'all, once a day', ...inMonth(MILLION, itemSize(item), 30) },
    { what: 'those under way, each hour', ...inMonth(MILLION * UNDER_WAY, itemSize(entry) + 100, 30 * 24) },
  ];
  const costs = parts.map(({ what, units, seconds }) => ({
    what,
    reading: (units * prices.tableRead) / MILLION,
    working: (seconds * (wholeProcessorMb / 1_024) * prices.lambdaGigabyteSecond) / MILLION,
  }));
  const dollars = costs.reduce((sum, { reading, working }) => sum + reading + working, 0);
  return {
    what: 'a month of the sweep for a million enrollments, a tenth of them under way',
    measured: `$${dollars.toFixed(2)}`,
    value: Math.round(dollars * 100) / 100,
    budget: `≤ $${BUDGET.toFixed(2)}`,
    met: isMet(dollars <= BUDGET),
    details: [
      ...costs.map(
        ({ what, reading, working }) =>
          `${what}: $${reading.toFixed(2)} of read units, $${working.toFixed(2)} of Lambda's time`,
      ),
      `An enrollment of ${itemSize(item)} bytes, its entry in the index ${itemSize(entry)} and what an entry needs beside.`,
      `Computed, not metered: ${ITEMS_PER_MS} items a millisecond of a whole processor. What it mends is left out.`,
    ],
  };
}
