import type { holdOperations } from '#shared/contracts/api/holds.ts';
import type { Hold } from '#shared/domain/holds/hold.ts';
import { releaseHold } from '#shared/use-cases/holds/end-hold.ts';
import { listHolds } from '#shared/use-cases/holds/list-holds.ts';
import { putHold } from '#shared/use-cases/holds/put-hold.ts';
import type { Handlers } from '../route.ts';

/** A hold as the API tells it. */
export const shownHold = ({ probe, ...hold }: Hold) => ({ ...hold, nextProbeAt: probe?.at });

export const holdHandlers: Handlers<typeof holdOperations> = {
  listHolds: async (ports, { caller, now }) => ({
    kind: 'ok',
    body: { items: (await listHolds(ports, { caller, now })).map(shownHold) },
  }),

  putHold: async (ports, { caller, params: { id }, body, now }) => {
    const outcome = await putHold(ports, { caller, id, values: body, now });
    return outcome.kind === 'saved'
      ? { kind: 'ok', body: shownHold(outcome.hold), created: outcome.created }
      : outcome;
  },

  releaseHold: async (ports, { caller, params: { id }, now }) => {
    const outcome = await releaseHold(ports, { caller, id, now });
    return outcome.kind === 'released' ? { kind: 'ok' } : outcome;
  },
};
