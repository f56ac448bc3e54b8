import { isActive, type ActiveAutomation } from '../../domain/automations/automation.ts';
import { conditionsOf } from '../../domain/filters/filter.ts';
import { partsRead } from '../../domain/filters/filter-fields.ts';
import type { FactsPart } from '../../domain/filters/filter-facts.ts';
import { partsOfActivities } from '../../domain/filters/parts-changed.ts';
import type { ChangedParts } from '../../domain/automations/match.ts';
import type { Store } from '../../ports/store.ts';
import { listAll } from '../list-all.ts';

/** The automations of an organisation that run. */
export async function runningAutomations(
  store: Pick<Store, 'automations'>,
  organisation: string,
): Promise<ActiveAutomation[]> {
  return (await listAll(store.automations, organisation)).filter(isActive);
}

/** The automations that run in an organisation. */
export type Running = (organisation: string) => Promise<readonly ActiveAutomation[]>;

/**
 * Those that run, read once for each organisation: for as long as one call of a function lasts. What was switched on since
 * looks at everything by itself, and what was switched off is read again before anything comes of it.
 */
export function runningReadOnce(store: Pick<Store, 'automations'>): Running {
  const read = new Map<string, Promise<ActiveAutomation[]>>();
  return (organisation) => {
    const known = read.get(organisation) ?? runningAutomations(store, organisation);
    read.set(organisation, known);
    return known;
  };
}

/** Whether the filter of an automation reads some of these parts, so that a change of them can turn its answer. */
export function readsSome({ active }: ActiveAutomation, parts: readonly FactsPart[]): boolean {
  const read = partsRead(conditionsOf(active.filter));
  return parts.some((part) => read.has(part));
}

/** The parts of the facts by what changed. */
export const changedParts: Readonly<Record<ChangedParts, readonly FactsPart[]>> = {
  account: ['account'],
  activities: partsOfActivities,
};
