import type { Beside } from './extra-report.ts';
import { describeComparison } from './compare-forecast.ts';
import { describeServices } from './services/services-report.ts';
import type { Collected, Day, EnrollmentRecord } from './report.ts';

/** What the terminal shows of a demo: days, reconciliation, statistics, what happened beside, one whole record. */
export function printed(collected: Collected, beside: Beside): string {
  return [
    '\nPer day',
    table(['day', 'sent', 'deferred', 'skipped', 'tasks'], collected.days.map(dayRow)),
    '\nReconciliation',
    reconciliation(collected),
    '\nStatistics per step',
    statistics(collected),
    '\nForecast',
    forecast(beside),
    '\nScores',
    scores(beside),
    ...(beside.webhooks === undefined ? [] : ['\nWebhooks', webhooks(beside.webhooks)]),
    ...sums('Not written to any more', beside.suppressions),
    ...sums('Workflows run', beside.workflows),
    ...sums('Automations matched', beside.automations),
    ...beside.surveys.flatMap(survey),
    ...(beside.services === undefined
      ? []
      : ['\nCRM, calendar and calls', ...describeServices(beside.services).map((line) => `  ${line}`)]),
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

function forecast({ forecast: compared }: Beside): string {
  return describeComparison(compared)
    .map((line) => `  ${line}`)
    .join('\n');
}

function scores({ scores: { qualified, best, explained } }: Beside): string {
  const leads = best.map(({ name, value }) => `${name} ${value}`).join(', ');
  const why = explained?.latest.map(({ reason, points }) => `${reason} ${points > 0 ? '+' : ''}${points}`);
  return [
    `  ${qualified} leads are qualified${leads === '' ? '' : `; the first: ${leads}`}`,
    ...(why === undefined ? [] : [`  The latest points of the first: ${why.join(', ')}`]),
  ].join('\n');
}

function webhooks({ deliveries, calls, received }: NonNullable<Beside['webhooks']>): string {
  const { verified, forged, refused } = received;
  return `  ${describeCounts(deliveries)}, in ${calls} calls; the receiver verified ${verified} signatures, found ${forged} wrong and was out of order ${refused} times`;
}

/** A line of counts under a title; nothing where there are none. */
function sums(title: string, counts: Record<string, number>): string[] {
  return Object.keys(counts).length === 0 ? [] : [`\n${title}`, `  ${describeCounts(counts)}`];
}

function survey({ title, sent, completed, satisfaction }: Beside['surveys'][number]): string[] {
  const { count, mean, nps } = satisfaction;
  const figures =
    count === 0 ? '' : `; satisfaction ${mean?.toFixed(1) ?? '–'}, NPS ${nps?.toFixed(0) ?? '–'}`;
  return [`\nFeedback: ${title}`, `  ${sent} asked, ${completed} answered${figures}`];
}

function describeCounts(counts: Record<string, number>): string {
  const entries = Object.entries(counts);
  return entries.length === 0 ? 'none' : entries.map(([name, count]) => `${count} ${name}`).join(', ');
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
