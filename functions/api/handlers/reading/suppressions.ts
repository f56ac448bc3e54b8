import type { suppressionOperations } from '#shared/contracts/api/suppressions.ts';
import { listSuppressions, readSuppression } from '#shared/use-cases/suppressions/list-suppressions.ts';
import type { ReadingHandlers } from '../../reading-ports.ts';

export const suppressionHandlers: ReadingHandlers<typeof suppressionOperations> = {
  listSuppressions: async (ports, { caller: { organisation }, query }) => ({
    kind: 'ok',
    body: await listSuppressions(ports, { organisation, ...query }),
  }),

  getSuppression: async (ports, { caller, params }) => {
    const outcome = await readSuppression(ports, { caller, ...params });
    return outcome.kind === 'read' ? { kind: 'ok', body: outcome.item } : outcome;
  },
};
