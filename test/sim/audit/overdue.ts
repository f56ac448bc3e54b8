import { OVERDUE, OVERDUE_DAYS } from '../automation.ts';
import type { Stage } from '../stage.ts';
import type { Audited, Violation } from './audited.ts';
import { sentForGood } from './automations.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** A lost wake-up is a sweep away, and the sweep comes once a day. */
const FOUND_WITHIN_MS = 26 * HOUR_MS;
/** Where nothing went wrong, it is woken at its instant. */
const WOKEN_WITHIN_MS = 5 * 60_000;
/** Clocks may change in the days between. */
const CLOCKS_MS = HOUR_MS;

/**
 * E1, F4: what time alone makes true is seen. An offer is overdue once, no earlier than some days after it was sent; and
 * one that stays sent is found overdue then, or within a day once nothing goes wrong any more.
 */
export async function overdue({ stage }: Audited): Promise<Violation[]> {
  const { world, history } = stage;
  const all = await Array.fromAsync(world.store.enrollments.scan());
  const records = await Array.fromAsync(world.store.records.scan());
  const sourceOf = new Map(records.map(({ id, sourceId }) => [id, sourceId]));
  const made = all
    .filter(({ sequenceId }) => sequenceId === OVERDUE)
    .map(({ id, recordId = '', enrolledAt: at }) => ({ id, at, source: sourceOf.get(recordId) ?? '' }));
  const violations: Violation[] = [];
  const wrong = (rule: string, expected: string, enrollment?: string): void =>
    void violations.push({ rule, enrollment, at: world.agenda.now, expected });

  for (const [source, some] of Map.groupBy(made, (one) => one.source)) {
    const [first, second] = some;
    if (second !== undefined)
      wrong('E3 once', `the offer ${source} to be overdue once, not ${some.length} times`, second.id);
    const dues = history.offers.flatMap((one) =>
      one.source === source && one.sentAt !== undefined ? [one.sentAt + OVERDUE_DAYS * DAY_MS] : [],
    );
    if (first !== undefined && !dues.some((due) => first.at >= due - CLOCKS_MS))
      wrong(
        'E1 time',
        `the offer ${source} to be sent for ${OVERDUE_DAYS} days before it is overdue`,
        first.id,
      );
  }
  for (const { source, sentAt = 0 } of sentForGood(history.offers)) {
    const last = latest(stage, sentAt + OVERDUE_DAYS * DAY_MS);
    if (last > world.agenda.now || made.some((one) => one.source === source && one.at <= last)) continue;
    wrong('F4 time', `the offer ${source} to be found overdue by ${new Date(last).toISOString()}`);
  }
  return violations;
}

/** By when what is due at an instant has been found. */
function latest({ world, calmSince }: Stage, due: number): number {
  if (world.faults.happened.size === 0) return due + CLOCKS_MS + WOKEN_WITHIN_MS;
  return Math.max(due + CLOCKS_MS, calmSince) + FOUND_WITHIN_MS;
}
