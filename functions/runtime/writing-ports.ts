import { readWebhookAllowedAddresses } from '#shared/config/read-environment.ts';
import { admissionPorts } from './admission-ports.ts';
import { enginePorts } from './engine-ports.ts';
import { addresses } from './environment.ts';
import { inboundMailFiles, jobFiles } from './files.ts';
import { memoized } from './memoized.ts';
import { webhookKeys } from './webhook-keys.ts';

/** What the part of the API that writes reaches outside through. */
export const writingPorts = memoized(() => ({
  ...enginePorts(),
  ...admissionPorts(),
  files: jobFiles(),
  inboundMail: inboundMailFiles(),
  addresses: addresses(),
  webhookKeys: webhookKeys(),
  insecureWebhookHosts: readWebhookAllowedAddresses(),
}));
