import type { Enrollment } from '#shared/domain/core/enrollment.ts';
import { AUTOMATION } from '../automation.ts';
import type { Offered } from '../history.ts';
import type { Stage } from '../stage.ts';
import type { Audited, Violation } from './audited.ts';

/**
 * E1, E3: an offer is enrolled once, and only if it was sent at some time; its user is told once, and no more once the
 * automation was surely off; and an offer that stays sent while the automation stays on has been enrolled (F4).
 */
export async function automations({ stage }: Audited): Promise<Violation[]> {
  const { world, history } = stage;
  const all = await Array.fromAsync(world.store.enrollments.scan());
  const made = all.filter(({ sequenceId }) => sequenceId === AUTOMATION);
  const records = await Array.fromAsync(world.store.records.scan());
  const sourceOf = new Map(records.map(({ id, sourceId }) => [id, sourceId]));
  const violations: Violation[] = [];
  const wrong = (rule: string, expected: string, of?: Enrollment): void =>
    void violations.push({ rule, enrollment: of?.id, at: world.agenda.now, expected });

  for (const [record = '', some] of Map.groupBy(made, ({ recordId }) => recordId)) {
    const source = sourceOf.get(record) ?? '';
    if (some.length > 1)
      wrong('E3 once', `the offer ${source} to match once, not ${some.length} times`, some[1]);
    if (!history.offers.some((offer) => offer.source === source && offer.status === 'sent'))
      wrong('E1 matches', `the offer ${source} to be sent before it matches`, some[0]);
  }
  const told = Map.groupBy(
    world.provider.told,
    ({ tags }) => `${tags['enrollment'] ?? ''} ${tags['step'] ?? ''}`,
  );
  for (const [step, [, again]] of told) {
    if (again !== undefined)
      wrong('F3 once', `users to be told once of ${step}, not by ${again.messageId} too`);
  }
  for (const { tags, order, by } of world.provider.told) {
    if (tags['enrollment']?.includes(`_${AUTOMATION}_`) && isSurelyOff(stage, by.startedOrder))
      wrong('E7 off', `nobody to be told of ${tags['enrollment'] ?? ''} at ${order}: the automation was off`);
  }
  for await (const { id, openedAt } of world.store.tasks.scan()) {
    if (!id.includes(`.${AUTOMATION}.`)) continue;
    const order = history.switched.findLast(({ sureAt }) => sureAt !== undefined && sureAt < openedAt)?.sure;
    const since = history.switched.find(({ sureAt }) => sureAt !== undefined && sureAt >= openedAt)?.begun;
    if (order !== undefined && isSurelyOff(stage, order + 1, since ?? Infinity))
      wrong('E7 off', `no task ${id} to appear: the automation was off`);
  }
  for (const source of staySent(stage)) {
    if (!made.some(({ recordId = '' }) => sourceOf.get(recordId) === source))
      wrong('F4 match', `the offer ${source}, which stays sent, to be enrolled`);
  }
  return violations;
}

/** Whether the automation was off at a moment, whatever became of requests that were not answered. */
function isSurelyOff({ history: { switched } }: Stage, order: number, until = order): boolean {
  const last = switched.findLastIndex(({ sure }) => sure !== undefined && sure < order);
  if (switched[last]?.on !== false) return false;
  return switched.slice(last + 1).every(({ on, begun }) => !on || begun > until);
}

/** Offers that are sent for good, while the automation is on for good: what was asked last was answered, and all before. */
function staySent({ history: { switched, offers } }: Stage): string[] {
  const isOn = switched.every(({ on, sure }) => on && sure !== undefined);
  return isOn ? sentForGood(offers).map(({ source }) => source) : [];
}

/** What was last written of each offer that is sent for good. */
export function sentForGood(offers: readonly Offered[]): Offered[] {
  return [...Map.groupBy(offers, ({ source }) => source).values()].flatMap((some) => {
    const last = some.at(-1);
    const isSure = some.every(({ sure = Infinity }, n) => sure < (some[n + 1]?.begun ?? Infinity));
    return isSure && last?.status === 'sent' ? [last] : [];
  });
}
