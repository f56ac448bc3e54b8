import type { suppressionOperations } from '#shared/contracts/api/suppressions.ts';
import { exportSuppressions } from '#shared/use-cases/jobs/export-suppressions.ts';
import { addByHand } from '#shared/use-cases/suppressions/add-by-hand.ts';
import { liftSuppression } from '#shared/use-cases/suppressions/lift-suppression.ts';
import { shown } from '../../show-job.ts';
import type { WritingHandlers } from '../../writing-ports.ts';

export const suppressionHandlers: WritingHandlers<typeof suppressionOperations> = {
  addSuppression: async (ports, { caller, body, now }) => {
    const outcome = await addByHand(ports, { caller, input: body, now });
    return 'entry' in outcome
      ? { kind: 'ok', body: outcome.entry, created: outcome.kind === 'listed' }
      : outcome;
  },

  exportSuppressions: async (ports, { caller, now }) => ({
    kind: 'ok',
    body: shown(await exportSuppressions(ports, { caller, now })),
  }),

  liftSuppression: async (ports, { caller, params: { id }, query: { note }, now }) => {
    const outcome = await liftSuppression(ports, { caller, id, note, now });
    return outcome.kind === 'lifted' ? { kind: 'ok', body: outcome.entry } : outcome;
  },
};
