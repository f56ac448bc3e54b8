import {
  readDnsServers,
  readVariable,
  readWebhookAllowedAddresses,
} from '#shared/config/read-environment.ts';
import { eventScheduleReader } from '#shared/adapters/aws/event-schedule-reader.ts';
import { sesIdentities } from '#shared/adapters/aws/ses-identities.ts';
import { nodeDns } from '#shared/adapters/dns/node-dns.ts';
import { clock } from './clock.ts';
import { sendingDomainStage } from './environment.ts';
import { enginePorts } from './engine-ports.ts';
import { addresses } from './environment.ts';
import { jobFiles } from './files.ts';
import { memoized } from './memoized.ts';
import { stepPorts } from './step-ports.ts';
import { webhookKeys } from './webhook-keys.ts';
import { workflowQueue } from './workflow-queue.ts';

/** What the API reaches outside through. */
export const apiPorts = memoized(() => ({
  ...enginePorts(),
  entries: eventScheduleReader({ group: readVariable('scheduleGroup') }),
  files: jobFiles(),
  clock,
  identities: sesIdentities(),
  dns: nodeDns(readDnsServers()),
  sendingDomainStage: sendingDomainStage(),
  addresses: addresses(),
  outgoing: stepPorts,
  webhookKeys: webhookKeys(),
  workflowQueue: workflowQueue(),
  insecureWebhookHosts: readWebhookAllowedAddresses(),
}));
