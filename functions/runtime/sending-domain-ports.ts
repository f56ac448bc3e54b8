import { sesIdentities } from '#shared/adapters/aws/ses-identities.ts';
import { nodeDns } from '#shared/adapters/dns/node-dns.ts';
import { nodeIds } from '#shared/adapters/aws/node-ids.ts';
import { readDnsServers } from '#shared/config/read-environment.ts';
import { sendingDomainStage } from './environment.ts';
import { memoized } from './memoized.ts';
import { store } from './store.ts';

/** What verifying sending domains reaches outside through (A8). */
export const sendingDomainPorts = memoized(() => ({
  store: store(),
  identities: sesIdentities(),
  dns: nodeDns(readDnsServers()),
  ids: nodeIds(),
  sendingDomainStage: sendingDomainStage(),
}));
