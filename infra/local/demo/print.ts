import type { Collected, Day, EnrollmentRecord } from './report.ts';

/** What the terminal shows of a demo: days, reconciliation, statistics per step, and one lead's whole record. */
export function printed(collected: Collected): string {
  return [
    '\nPer day',
    table(['day', 'sent', 'deferred', 'skipped', 'tasks'], collected.days.map(dayRow)),
    '\nReconciliation',
    reconciliation(collected),
    '\nStatistics per step',
    statistics(collected),
    ...(collected.longest === undefined ? [] : ['\nThe whole record of one lead', record(collected.longest)]),
  ].join('\n');
}

function dayRow({ date, sent, deferred, skipped, tasks }: Day): string[] {
  return [date, ...[sent, deferred, skipped, tasks].map(String)];
}

function reconciliation({ reconciliation: counts }: Collected): string {
  const { enrolled, finished, stopped, paused, pending, unknown, balanced } = counts;
  const sum = `enrolled ${enrolled} = finished ${finished} + stopped ${stopped} + paused ${paused} + pending ${pending}`;
  return `  ${sum}: ${balanced ? 'balanced' : 'NOT BALANCED'}; outcomes not known: ${unknown}`;
}

const COLUMNS = [
  'sent',
  'delivered',
  'opened',
  'clicked',
  'replied',
  'bounced',
  'complained',
  'unsubscribed',
  'skipped',
  'taskCompleted',
  'taskSkipped',
];

function statistics({ statistics: { steps, replyRate } }: Collected): string {
  const rows = steps
    .filter(({ step }) => step !== '-')
    .map(({ step, name, counts }) => [
      `${step} ${name ?? ''}`.trim(),
      ...COLUMNS.map((column) => String(counts[column] ?? 0)),
    ]);
  const rate = replyRate.rate === null ? '–' : `${(replyRate.rate * 100).toFixed(1)} %`;
  return `${table(['step', ...COLUMNS], rows)}\n  Reply rate: ${rate} (${replyRate.repliers} of ${replyRate.total} that are over)`;
}

function record({ enrollment, items }: EnrollmentRecord): string {
  return [
    `  ${enrollment.id}`,
    ...items.map(({ at, words }) => `  ${at.slice(0, 16).replace('T', ' ')}  ${words}`),
  ].join('\n');
}

function table(head: string[], rows: string[][]): string {
  const widths = head.map((title, column) =>
    Math.max(title.length, ...rows.map((row) => (row[column] ?? '').length)),
  );
  const line = (cells: string[]): string =>
    `  ${cells.map((cell, column) => (column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0))).join('  ')}`;
  return [line(head), ...rows.map(line)].join('\n');
}
