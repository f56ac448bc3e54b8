import type { scoreOperations } from '#shared/contracts/api/scores.ts';
import { recordCall } from '#shared/use-cases/leads/record-call.ts';
import type { WritingHandlers } from '../../writing-ports.ts';

export const scoreHandlers: WritingHandlers<typeof scoreOperations> = {
  recordCall: async (ports, { caller, params: { id }, body, now }) => {
    const outcome = await recordCall(ports, { caller, leadId: id, call: body, now });
    return outcome.kind === 'recorded'
      ? { kind: 'ok', created: outcome.created, body: outcome.call }
      : outcome;
  },
};
