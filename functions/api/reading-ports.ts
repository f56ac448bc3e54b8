import type { Operation } from '#shared/contracts/api/operation.ts';
import type { Files } from '#shared/ports/files.ts';
import type { Ids } from '#shared/ports/ids.ts';
import type { Store } from '#shared/ports/store.ts';
import type { Addresses } from '#shared/use-cases/messages/step-ports.ts';
import type { AdmissionPorts, Handlers } from './route.ts';
import type { ServedBy } from './served-by.ts';

/** What the part of the API that reads reaches outside through: nothing that sends, wakes or knows a secret. */
export type ReadingPorts = AdmissionPorts & {
  store: Store;
  /** Results of jobs. */
  files: Pick<Files, 'read' | 'downloadUrl'>;
  ids: Ids;
  /** For previews: what messages bear. */
  addresses: Addresses;
};

/** The work of those operations that write nothing. */
export type ReadingHandlers<Operations extends Record<string, Operation>> = Handlers<
  ServedBy<'api-reading', Operations>,
  ReadingPorts
>;
