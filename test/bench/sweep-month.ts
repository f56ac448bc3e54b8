import type { Enrollment, EnrollmentState } from '#shared/domain/core/enrollment.ts';
import { laneId } from '#shared/domain/lanes/lane.ts';
import { localDate } from '#shared/domain/time/zones.ts';
import { utc } from '#shared/domain/time/utc.ts';
import { tables } from '#shared/tables/tables.ts';
import type { IndexDefinition } from '#shared/tables/table.ts';
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
/** Bytes that an entry of an index needs beside its attributes. */
const BESIDE = 100;
/** Items that a scan passes for each millisecond of a whole processor: an assumption. */
const ITEMS_PER_MS = 25;

/**
 * What a month of sweeping a million enrollments costs: all of them read once a day, those under way hourly, as if each
 * were in the index whose entries are the larger ones.
 */
export function sweepMonth(sample: Enrollment): Row {
  const item = storedForm('enrollments', sample);
  const queued = storedForm('enrollments', { ...sample, claim: undefined, state: queueing(sample) });
  const { underWay, byBacklog } = tables.enrollments.indexes;
  const sizes = { underWay: entrySize(underWay, item), byBacklog: entrySize(byBacklog, queued) };
  const hourly = Math.max(...Object.values(sizes)) + BESIDE;
  const inMonth = (items: number, bytes: number, times: number) => ({
    units: (items * bytes * times) / UNIT / 2,
    seconds: (items * times * workMs.item) / ITEMS_PER_MS / 1_000,
  });
  const parts = [
    { what: 'all, once a day', ...inMonth(MILLION, itemSize(item), 30) },
    { what: 'those under way, each hour', ...inMonth(MILLION * UNDER_WAY, hourly, 30 * 24) },
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
      `An enrollment of ${itemSize(item)} bytes, its entry in the index of those under way ${sizes.underWay}, in that of queues ${sizes.byBacklog}, and ${BESIDE} that an entry needs beside.`,
      `Computed, not metered: ${ITEMS_PER_MS} items a millisecond of a whole processor. What it mends is left out.`,
    ],
  };
}

/** Bytes of the attributes that an index holds of an item. */
function entrySize({ partition, sort, carries }: IndexDefinition, item: Record<string, unknown>): number {
  const names = new Set(['partition', 'sort', partition, sort, ...(carries === undefined ? [] : [carries])]);
  return itemSize(Object.fromEntries([...names].map((name) => [name, item[name]])));
}

/** The state of an enrollment, had its next step to queue. */
function queueing({ userId, changedAt: due }: Enrollment): EnrollmentState {
  return {
    status: 'backlogged',
    step: 's1',
    due,
    lane: laneId(userId, 'mail'),
    priority: 1,
    opensOn: localDate(due, utc),
  };
}
