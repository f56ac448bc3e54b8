import { readDnsServers, readWebhookAllowedAddresses } from '#shared/config/read-environment.ts';
import { sesIdentities } from '#shared/adapters/aws/ses-identities.ts';
import { nodeDns } from '#shared/adapters/dns/node-dns.ts';
import { clock } from './clock.ts';
import { sendingDomainStage } from './environment.ts';
import { enginePorts } from './engine-ports.ts';
import { addresses } from './environment.ts';
import { inboundMailFiles, jobFiles } from './files.ts';
import { memoized } from './memoized.ts';
import { rememberedUsers } from './remembered-users.ts';
import { stepPorts } from './step-ports.ts';
import { userPool } from './user-pool.ts';
import { webhookKeys } from './webhook-keys.ts';

/** What the API reaches outside through. */
export const apiPorts = memoized(() => {
  const ports = enginePorts();
  const { users, recordOfCaller } = rememberedUsers(ports.store.users, () => performance.now());
  return {
    ...ports,
    store: { ...ports.store, users },
    recordOfCaller,
    files: jobFiles(),
    inboundMail: inboundMailFiles(),
    clock,
    identities: sesIdentities(),
    userPool: userPool(),
    dns: nodeDns(readDnsServers()),
    sendingDomainStage: sendingDomainStage(),
    addresses: addresses(),
    outgoing: stepPorts,
    webhookKeys: webhookKeys(),
    insecureWebhookHosts: readWebhookAllowedAddresses(),
  };
});
