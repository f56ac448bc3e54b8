import type { templateOperations } from '#shared/contracts/api/templates.ts';
import { testTemplate } from '#shared/use-cases/templates/test-template.ts';
import type { SendingHandlers } from '../../sending-ports.ts';

export const templateHandlers: SendingHandlers<typeof templateOperations> = {
  testTemplate: async (ports, { caller, params, body, headers, now }) => {
    const about = { leadId: body.lead, senderId: body.sender, recordId: body.record };
    const key = headers['idempotency-key'];
    const outcome = await testTemplate(ports, { caller, ...params, ...about, key, now });
    return outcome.kind === 'tested' ? { kind: 'ok', body: outcome.test } : outcome;
  },
};
