import { isActive, type ActiveAutomation } from '../../domain/automations/automation.ts';
import type { Store } from '../../ports/store.ts';
import { listAll } from '../list-all.ts';

/** The automations of an organisation that run. */
export async function runningAutomations(
  store: Pick<Store, 'automations'>,
  organisation: string,
): Promise<ActiveAutomation[]> {
  return (await listAll(store.automations, organisation)).filter(isActive);
}
