import type { recordTypeOperations } from '#shared/contracts/api/record-types.ts';
import { deleteRecordType } from '#shared/use-cases/records/delete-record-type.ts';
import { putRecordType } from '#shared/use-cases/records/put-record-type.ts';
import { itemAnswer } from '../../route.ts';
import type { WritingHandlers } from '../../writing-ports.ts';

export const recordTypeHandlers: WritingHandlers<typeof recordTypeOperations> = {
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
