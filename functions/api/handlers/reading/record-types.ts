import type { recordTypeOperations } from '#shared/contracts/api/record-types.ts';
import { listRecordTypes } from '#shared/use-cases/records/list-record-types.ts';
import { loadRecordType } from '#shared/use-cases/records/load-record-types.ts';
import { itemAnswer } from '../../route.ts';
import type { ReadingHandlers } from '../../reading-ports.ts';

export const recordTypeHandlers: ReadingHandlers<typeof recordTypeOperations> = {
  listRecordTypes: async ({ store }, { caller, query }) => ({
    kind: 'ok',
    body: await listRecordTypes(store, caller.organisation, query),
  }),

  getRecordType: async ({ store }, { caller, params: { id } }) => {
    const type = await loadRecordType(store, caller.organisation, id);
    return type ? itemAnswer(type) : { kind: 'not-found', what: 'record type', id };
  },
};
