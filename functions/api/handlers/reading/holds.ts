import type { holdOperations } from '#shared/contracts/api/holds.ts';
import { listHolds } from '#shared/use-cases/holds/list-holds.ts';
import { shownHold } from '../../show-hold.ts';
import type { ReadingHandlers } from '../../reading-ports.ts';

export const holdHandlers: ReadingHandlers<typeof holdOperations> = {
  listHolds: async (ports, { caller, now }) => ({
    kind: 'ok',
    body: { items: (await listHolds(ports, { caller, now })).map(shownHold) },
  }),
};
