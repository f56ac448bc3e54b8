import { secretsVault } from '#shared/adapters/aws/secrets-vault.ts';
import { incomingConnectors } from '#shared/adapters/incoming/connectors.ts';
import { readVariable } from '#shared/config/read-environment.ts';
import { enginePorts } from './engine-ports.ts';
import { memoized } from './memoized.ts';

/** What working off messages of services reaches outside through. */
export const followPorts = memoized(() => ({
  ...enginePorts(),
  vault: secretsVault(readVariable('credentialsPrefix')),
  incoming: incomingConnectors,
}));
