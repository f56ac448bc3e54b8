import { secretsVault } from '#shared/adapters/aws/secrets-vault.ts';
import { nodeIds } from '#shared/adapters/aws/node-ids.ts';
import { incomingConnectors } from '#shared/adapters/incoming/connectors.ts';
import { readVariable } from '#shared/config/read-environment.ts';
import { memoized } from './memoized.ts';
import { store } from './store.ts';

/** What taking in messages of services reaches outside through: no more, since they are to be answered at once. */
export const receivePorts = memoized(() => ({
  store: store(),
  ids: nodeIds(),
  vault: secretsVault(readVariable('credentialsPrefix')),
  incoming: incomingConnectors,
  publicUrl: readVariable('publicUrl').replace(/\/$/, ''),
}));
