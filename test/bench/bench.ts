import { readArguments } from '#infra/read-arguments.ts';
import { automationStep } from './automation-step.ts';
import { bundleRow } from './bundle.ts';
import { appendHistory } from './history.ts';
import { idleMonth } from './idle-month.ts';
import { mailCost } from './mail-cost.ts';
import { costOfEnrolling } from './enrolling.ts';
import { filterSpeed } from './filter-speed.ts';
import { planningSpeed } from './planning-speed.ts';
import type { Row } from './row.ts';
import { wakeUpsPerStep } from './wake-ups.ts';

const usage = `usage: npm run bench -- [--json <file>]
Measures the budgets and prints them; --json adds them to a history, which test/bench/compare.ts reads.`;

const { values } = readArguments(usage, { options: { json: { type: 'string' } } });

const measurements: (() => Promise<Row[]> | Row[])[] = [
  () => mailCost(210),
  () => [idleMonth()],
  async () => [await wakeUpsPerStep({ leads: 10_000, cap: 50 })],
  () => [planningSpeed({ leads: 100_000 })],
  () => [filterSpeed({ leads: 100_000 })],
  async () => [await automationStep({ leads: 200 })],
  async () => [await bundleRow()],
  async () => [await costOfEnrolling({ leads: 200 })],
];

const rows: Row[] = [];
for (const [index, measure] of measurements.entries()) {
  if (process.stderr.isTTY) process.stderr.write(`\rmeasuring ${index + 1} of ${measurements.length} … `);
  rows.push(...(await measure()));
}
if (process.stderr.isTTY) process.stderr.write('\r\u001b[K');

for (const { what, measured, budget, met, details } of rows) {
  console.log(`\n${what}`);
  for (const line of details) console.log(`    ${line}`);
  console.log(`  = ${measured}   (budget ${budget}; ${met})`);
}
console.log(`\n${table(rows)}`);
if (values.json !== undefined) appendHistory(values.json, rows);

function table(all: readonly Row[]): string {
  const cells = [
    ['what', 'measured', 'budget', 'met?'],
    ...all.map(({ what, measured, budget, met }) => [what, measured, budget, met === 'info' ? '–' : met]),
  ];
  const widths = [0, 1, 2, 3].map((column) => Math.max(...cells.map((row) => row[column]?.length ?? 0)));
  const lines = cells.map(
    (row) => `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`,
  );
  return lines.toSpliced(1, 0, `|${widths.map((width) => '-'.repeat(width + 2)).join('|')}|`).join('\n');
}
