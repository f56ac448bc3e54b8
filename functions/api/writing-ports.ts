import type { Operation } from '#shared/contracts/api/operation.ts';
import type { Files } from '#shared/ports/files.ts';
import type { Ids } from '#shared/ports/ids.ts';
import type { Queue } from '#shared/ports/queue.ts';
import type { Scheduler } from '#shared/ports/scheduler.ts';
import type { Store } from '#shared/ports/store.ts';
import type { WebhookKeys } from '#shared/ports/webhook-keys.ts';
import type { Addresses } from '#shared/use-cases/messages/step-ports.ts';
import type { AdmissionPorts, Handlers } from './route.ts';
import type { ServedBy } from './served-by.ts';

/** What the part of the API that writes reaches outside through: nothing that sends. */
export type WritingPorts = AdmissionPorts & {
  store: Store;
  scheduler: Scheduler;
  queue: Queue;
  files: Files;
  /** Mails as they came. */
  inboundMail: Pick<Files, 'read'>;
  ids: Ids;
  /** For previews: what messages bear. */
  addresses: Addresses;
  webhookKeys: WebhookKeys;
  /** Hosts that webhooks may reach by plain http: none but on the local system. */
  insecureWebhookHosts: readonly string[];
};

/** The work of those operations that write. */
export type WritingHandlers<Operations extends Record<string, Operation>> = Handlers<
  ServedBy<'api', Operations>,
  WritingPorts
>;
