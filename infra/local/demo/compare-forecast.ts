import { later } from '../clock.ts';
import {
  describeForecast,
  TASK_MINUTES,
  type DemoForecast,
  type ForecastOfStep,
  type ForecastSums,
} from './forecast.ts';
import type { Decision } from './report.ts';

/** Messages that went out and had been forecast, by how their instants agree. */
export type Agreement = {
  /** All of them. */
  sent: number;
  /** At the very second. */
  exact: number;
  /** Moved by what their own lead, its mailbox or its rep did. */
  byOwn: number;
  /** Moved since that changed what else goes through the same lanes. */
  byOthers: number;
  /** Moved, and nothing that anybody did explains it. */
  unexplained: number;
};

/** A forecast beside what went out. */
export type ForecastComparison =
  { kind: 'not-asked'; leads: number } | { kind: 'compared'; sums: ForecastSums; agreement: Agreement };

/** What people and their mailboxes do, and what it makes of an enrollment: none of it is in a forecast (F1). */
const acts: ReadonlySet<string> = new Set([
  ...['replied', 'auto-replied', 'bounced', 'complained', 'unsubscribed', 'suppressed'],
  ...['task-completed', 'task-skipped', 'paused', 'stopped'],
]);

type Difference = { was: ForecastOfStep; at: string | undefined };

/** Holds a forecast against what was decided until the end of a demo. */
export function compareForecast(
  forecast: DemoForecast,
  decisions: readonly Decision[],
  end: string,
): ForecastComparison {
  if (forecast.kind === 'not-asked') return forecast;
  const doneAt = new Map<string, string>();
  for (const { enrollment, step, at, outcome } of decisions) {
    if (outcome === 'sent' || outcome === 'task-opened') doneAt.set(`${enrollment} ${step}`, at);
  }
  const agreement: Agreement = { sent: 0, exact: 0, byOwn: 0, byOthers: 0, unexplained: 0 };
  const differences: Difference[] = [];
  for (const was of forecast.steps) {
    if (was.outcome === 'skipped') continue;
    const at = doneAt.get(`${was.enrollment} ${was.step}`);
    if (was.outcome === 'sent' && at !== undefined) agreement.sent += 1;
    if (was.outcome === 'sent' && at === was.at) agreement.exact += 1;
    if (at !== was.at && (at !== undefined || was.at <= end)) differences.push({ was, at });
  }
  for (const { difference, cause } of causesOf(differences, decisions)) {
    if (difference.was.outcome === 'sent' && difference.at !== undefined) agreement[cause] += 1;
  }
  return { kind: 'compared', sums: forecast.sums, agreement };
}

/**
 * Why steps went at other instants than forecast, in order of time: first what somebody did with the enrollment
 * itself, then what had moved before in the same lane or of the same enrollment for such a reason.
 */
function causesOf(differences: readonly Difference[], decisions: readonly Decision[]) {
  const own = actsOf(decisions);
  const [movedLanes, movedEnrollments] = [new Set<string>(), new Set<string>()];
  return differences.toSorted(byFirstInstant).map((difference) => {
    const { was, at } = difference;
    const { enrollment, lane } = was;
    const acted = own.get(enrollment);
    const byOwn = acted !== undefined && (at === undefined || acted <= at);
    const byOthers = movedLanes.has(lane) || movedEnrollments.has(enrollment);
    const cause = byOwn ? ('byOwn' as const) : byOthers ? ('byOthers' as const) : ('unexplained' as const);
    if (cause !== 'unexplained') {
      movedLanes.add(lane);
      movedEnrollments.add(enrollment);
    }
    return { difference, cause };
  });
}

/** When somebody first did something with each enrollment that the forecast had otherwise. */
function actsOf(decisions: readonly Decision[]): Map<string, string> {
  const first = new Map<string, string>();
  const opened = new Map<string, string>();
  for (const { enrollment, step = '', outcome, at } of decisions) {
    const task = `${enrollment} ${step}`;
    if (outcome === 'task-opened') opened.set(task, at);
    if (!acts.has(outcome)) continue;
    const openedAt = opened.get(task);
    opened.delete(task);
    const asForecast = openedAt !== undefined && at === doneAsForecast(openedAt);
    if (outcome === 'task-completed' && asForecast) continue;
    const known = first.get(enrollment);
    if (known === undefined || at < known) first.set(enrollment, at);
  }
  // A task that nobody has done yet is as good as an act: the forecast has it done a day after it was put on the list.
  for (const [task, at] of opened) {
    const enrollment = task.slice(0, task.indexOf(' '));
    if (!first.has(enrollment)) first.set(enrollment, doneAsForecast(at));
  }
  return first;
}

/** When a task that was put on the list at an instant is taken to be done. */
function doneAsForecast(openedAt: string): string {
  return later(openedAt, TASK_MINUTES * 60);
}

function byFirstInstant(a: Difference, b: Difference): number {
  const [first, second] = [firstInstant(a), firstInstant(b)];
  return first < second ? -1 : first > second ? 1 : 0;
}

function firstInstant({ was, at }: Difference): string {
  return at !== undefined && at < was.at ? at : was.at;
}

/** What was forecast and how it came true, in sentences. */
export function describeComparison(comparison: ForecastComparison): string[] {
  const forecast = describeForecast(comparison);
  return comparison.kind === 'not-asked' ? [forecast] : [forecast, describeAgreement(comparison.agreement)];
}

function describeAgreement({ sent, exact, byOwn, byOthers, unexplained }: Agreement): string {
  const moved = [
    [byOwn, 'by what their own lead, its mailbox or its rep did'],
    [byOthers, 'since that changed what else goes out in the same name'],
    [unexplained, 'by something else: their decisions are in report.json'],
  ] as const;
  const parts = moved.flatMap(([count, words]) =>
    count === 0 ? [] : [`${count} ${count === 1 ? 'was' : 'were'} moved ${words}`],
  );
  const all = `${exact} of ${sent} messages went out at the very second that was forecast before anybody was enrolled`;
  return `${[all, ...parts].join('; ')}.`;
}
