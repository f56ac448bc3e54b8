import type { templateOperations } from '#shared/contracts/api/templates.ts';
import { smsParts } from '#shared/domain/templates/sms-parts.ts';
import { previewTemplate } from '#shared/use-cases/templates/preview-template.ts';
import { listTemplates, readTemplate } from '#shared/use-cases/templates/read-template.ts';
import { usesOfTemplate } from '#shared/use-cases/templates/template-uses.ts';
import { itemAnswer } from '../../route.ts';
import type { ReadingHandlers } from '../../reading-ports.ts';

export const templateHandlers: ReadingHandlers<typeof templateOperations> = {
  listTemplates: async (ports, { caller, query }) => ({
    kind: 'ok',
    body: await listTemplates(ports, { caller, ...query }),
  }),

  getTemplate: async (ports, { caller, params }) => {
    const outcome = await readTemplate(ports, { caller, ...params });
    if (outcome.kind !== 'read') return outcome;
    const { length: usedBy } = await usesOfTemplate(ports, caller.organisation, params.id);
    return itemAnswer({ ...outcome.item, usedBy });
  },

  listTemplateUses: async (ports, { caller, params }) => {
    const found = await readTemplate(ports, { caller, ...params });
    if (found.kind !== 'read') return found;
    return { kind: 'ok', body: { items: await usesOfTemplate(ports, caller.organisation, params.id) } };
  },

  previewTemplate: async (ports, { caller, params, query }) => {
    const request = { caller, ...params, leadId: query.lead, senderId: query.sender, recordId: query.record };
    const outcome = await previewTemplate(ports, request);
    if (outcome.kind !== 'preview') return outcome;
    const { template, rendered } = outcome;
    const sms = template.kind === 'sms' ? smsParts(outcome.textAsSent) : undefined;
    return { kind: 'ok', body: { ...rendered, sms } };
  },
};
