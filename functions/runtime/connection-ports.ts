import { crmConnectors } from '#shared/adapters/crm/connectors.ts';
import { incomingConnectors } from '#shared/adapters/incoming/connectors.ts';
import { secretsVault } from '#shared/adapters/aws/secrets-vault.ts';
import { readStandIns, readVariable, readWebhookAllowedAddresses } from '#shared/config/read-environment.ts';
import { clock } from './clock.ts';
import { enginePorts } from './engine-ports.ts';
import { memoized } from './memoized.ts';
import { rememberedUsers } from './remembered-users.ts';
import { standInsIn } from './stand-ins.ts';

/** What working with connected services reaches outside through. */
export const connectionPorts = memoized(() => {
  const ports = enginePorts();
  const { users, recordOfCaller } = rememberedUsers(ports.store.users, () => performance.now());
  return {
    ...ports,
    store: { ...ports.store, users },
    recordOfCaller,
    clock,
    vault: secretsVault(readVariable('credentialsPrefix')),
    crms: crmConnectors,
    incoming: incomingConnectors,
    publicUrl: readVariable('publicUrl').replace(/\/$/, ''),
    allowedAddresses: readWebhookAllowedAddresses(),
    standIns: standInsIn(readStandIns()),
  };
});
