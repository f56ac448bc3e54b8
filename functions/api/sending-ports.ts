import type { Operation } from '#shared/contracts/api/operation.ts';
import type { Ids } from '#shared/ports/ids.ts';
import type { Store } from '#shared/ports/store.ts';
import type { StepPorts } from '#shared/use-cases/messages/step-ports.ts';
import type { AdmissionPorts, Handlers } from './route.ts';
import type { ServedBy } from './served-by.ts';

/** What the part of the API that sends by hand reaches outside through. */
export type SendingPorts = AdmissionPorts & {
  store: Store;
  ids: Ids;
  /** What sends; made when first used. */
  outgoing: () => Promise<StepPorts>;
};

/** The work of those operations that call the provider of mails and texts. */
export type SendingHandlers<Operations extends Record<string, Operation>> = Handlers<
  ServedBy<'api-sending', Operations>,
  SendingPorts
>;
