import { secretsVault } from '#shared/adapters/aws/secrets-vault.ts';
import { crmConnectors } from '#shared/adapters/crm/connectors.ts';
import { readVariable } from '#shared/config/read-environment.ts';
import { clock } from './clock.ts';
import { ids } from './ids.ts';
import { memoized } from './memoized.ts';
import { store } from './store.ts';

/** What writing to connected CRMs reaches outside through: nothing of the engine, and no service but CRMs. */
export const crmWritePorts = memoized(() => ({
  store: store(),
  ids: ids(),
  clock,
  vault: secretsVault(readVariable('credentialsPrefix')),
  crms: crmConnectors,
}));
