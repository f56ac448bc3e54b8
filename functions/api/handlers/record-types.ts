import type { recordTypeOperations } from '#shared/contracts/api/record-types.ts';
import { deleteRecordType } from '#shared/use-cases/records/delete-record-type.ts';
import { listRecordTypes } from '#shared/use-cases/records/list-record-types.ts';
import { loadRecordType } from '#shared/use-cases/records/load-record-types.ts';
import { putRecordType } from '#shared/use-cases/records/put-record-type.ts';
import { itemAnswer, type Handlers } from '../route.ts';

export const recordTypeHandlers: Handlers<typeof recordTypeOperations> = {
  listRecordTypes: async ({ store }, { caller, query }) => ({
    kind: 'ok',
    body: await listRecordTypes(store, caller.organisation, query),
  }),

  getRecordType: async ({ store }, { caller, params: { id } }) => {
    const type = await loadRecordType(store, caller.organisation, id);
    return type ? itemAnswer(type) : { kind: 'not-found', what: 'record type', id };
  },

  putRecordType: async (ports, { caller, params, body, expected }) => {
    const type = { ...body, ...params, organisation: caller.organisation };
    const outcome = await putRecordType(ports, { type, expected });
    return outcome.kind === 'saved' ? itemAnswer(outcome.item, outcome.created) : outcome;
  },

  deleteRecordType: async (ports, { caller, params, expected }) => {
    const outcome = await deleteRecordType(ports, { organisation: caller.organisation, ...params, expected });
    return outcome.kind === 'deleted' ? { kind: 'ok' } : outcome;
  },
};
