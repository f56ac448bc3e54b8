import type { crmWriteOperations } from '#shared/contracts/api/crm-writes.ts';
import { viewOfWrite } from '#shared/domain/crm/describe-write.ts';
import type { Store } from '#shared/ports/store.ts';
import { listWrites } from '#shared/use-cases/crm-writes/list-writes.ts';
import { retryWrite, retryWrites } from '#shared/use-cases/crm-writes/retry-writes.ts';
import type { Handlers } from '../../route.ts';

type Ports = { store: Pick<Store, 'connections' | 'crmWrites'> };

/** What is or was to be written to a CRM, and trying it again. */
export const crmWriteHandlers: Handlers<typeof crmWriteOperations, Ports> = {
  listCrmWrites: async (ports, { caller, params: { kind }, query }) => {
    const outcome = await listWrites(ports, { caller, kind, ...query });
    if (outcome.kind !== 'read') return outcome;
    return { kind: 'ok', body: { ...outcome.page, items: outcome.page.items.map(viewOfWrite) } };
  },

  retryCrmWrite: async (ports, { caller, params, now }) => {
    const outcome = await retryWrite(ports, { caller, ...params, now });
    return outcome.kind === 'asked' ? { kind: 'ok', body: viewOfWrite(outcome.item) } : outcome;
  },

  retryCrmWrites: async (ports, { caller, params: { kind }, now }) => {
    const outcome = await retryWrites(ports, { caller, kind, now });
    if (outcome.kind !== 'asked') return outcome;
    const { retried, more } = outcome;
    return { kind: 'ok', body: { retried, more } };
  },
};
