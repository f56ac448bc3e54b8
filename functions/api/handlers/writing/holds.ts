import type { holdOperations } from '#shared/contracts/api/holds.ts';
import { releaseHold } from '#shared/use-cases/holds/end-hold.ts';
import { putHold } from '#shared/use-cases/holds/put-hold.ts';
import { shownHold } from '../../show-hold.ts';
import type { WritingHandlers } from '../../writing-ports.ts';

export const holdHandlers: WritingHandlers<typeof holdOperations> = {
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
