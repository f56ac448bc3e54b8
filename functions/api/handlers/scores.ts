import type { scoreOperations } from '#shared/contracts/api/scores.ts';
import { recordCall } from '#shared/use-cases/leads/record-call.ts';
import { readScore } from '#shared/use-cases/scoring/read-scores.ts';
import type { Handlers } from '../route.ts';

export const scoreHandlers: Handlers<typeof scoreOperations> = {
  getLeadScore: async (ports, { caller, params: { id }, now }) => {
    const outcome = await readScore(ports, { caller, leadId: id, now });
    return outcome.kind === 'read'
      ? { kind: 'ok', body: { ...outcome.score, leadId: id, at: now } }
      : outcome;
  },

  recordCall: async (ports, { caller, params: { id }, body, now }) => {
    const outcome = await recordCall(ports, { caller, leadId: id, call: body, now });
    return outcome.kind === 'recorded'
      ? { kind: 'ok', created: outcome.created, body: outcome.call }
      : outcome;
  },
};
