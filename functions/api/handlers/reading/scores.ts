import type { scoreOperations } from '#shared/contracts/api/scores.ts';
import { readScore } from '#shared/use-cases/scoring/read-scores.ts';
import type { ReadingHandlers } from '../../reading-ports.ts';

export const scoreHandlers: ReadingHandlers<typeof scoreOperations> = {
  getLeadScore: async (ports, { caller, params: { id }, now }) => {
    const outcome = await readScore(ports, { caller, leadId: id, now });
    return outcome.kind === 'read'
      ? { kind: 'ok', body: { ...outcome.score, leadId: id, at: now } }
      : outcome;
  },
};
