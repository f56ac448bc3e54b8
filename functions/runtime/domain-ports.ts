import { sesIdentities } from '#shared/adapters/aws/ses-identities.ts';
import { nodeDns } from '#shared/adapters/dns/node-dns.ts';
import { nodeIds } from '#shared/adapters/aws/node-ids.ts';
import { readDnsServers } from '#shared/config/read-environment.ts';
import { domainStage } from './environment.ts';
import { once } from './once.ts';
import { store } from './store.ts';

/** What verifying sending domains reaches outside through (A8). */
export const domainPorts = once(() => ({
  store: store(),
  identities: sesIdentities(),
  dns: nodeDns(readDnsServers()),
  ids: nodeIds(),
  domainStage: domainStage(),
}));
