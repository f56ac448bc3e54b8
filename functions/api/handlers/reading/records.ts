import { type recordOperations } from '#shared/contracts/api/records.ts';
import { listFilteredRecords } from '#shared/use-cases/filters/list-filtered.ts';
import { listRecords } from '#shared/use-cases/records/list-records.ts';
import { readRecord } from '#shared/use-cases/records/read-record.ts';
import { itemAnswer } from '../../route.ts';
import type { ReadingHandlers } from '../../reading-ports.ts';

export const recordHandlers: ReadingHandlers<typeof recordOperations> = {
  listRecords: async (ports, { caller, query: { filter, ...query }, now }) => {
    const outcome =
      filter === undefined
        ? await listRecords(ports, { caller, ...query })
        : await listFilteredRecords(ports, { caller, ...query, filter, now });
    return outcome.kind === 'page' ? { kind: 'ok', body: outcome.page } : outcome;
  },

  getRecordById: async (ports, { caller, params: { id } }) => {
    const outcome = await readRecord(ports, { caller, id });
    return outcome.kind === 'read' ? itemAnswer(outcome.item) : outcome;
  },
};
