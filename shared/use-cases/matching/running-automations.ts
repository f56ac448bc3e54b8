import { isActive, type ActiveAutomation } from '../../domain/automations/automation.ts';
import { conditionsOf } from '../../domain/filters/filter.ts';
import { partsRead } from '../../domain/filters/filter-fields.ts';
import type { Store } from '../../ports/store.ts';
import { listAll } from '../list-all.ts';

/** The automations of an organisation that run. */
export async function runningAutomations(
  store: Pick<Store, 'automations'>,
  organisation: string,
): Promise<ActiveAutomation[]> {
  return (await listAll(store.automations, organisation)).filter(isActive);
}

/** Whether the filter of an automation reads something of an account, so that a change of one can turn its answer. */
export function readsAccounts({ active }: ActiveAutomation): boolean {
  return partsRead(conditionsOf(active.filter)).has('account');
}
