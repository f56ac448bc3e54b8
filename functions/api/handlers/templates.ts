import type { templateOperations } from '#shared/contracts/api/templates.ts';
import { smsParts } from '#shared/domain/template/sms-parts.ts';
import { previewTemplate } from '#shared/use-cases/templates/preview-template.ts';
import { putTemplate } from '#shared/use-cases/templates/put-template.ts';
import { listTemplates, readTemplate } from '#shared/use-cases/templates/read-template.ts';
import { itemAnswer, type Handlers } from '../route.ts';

export const templateHandlers: Handlers<typeof templateOperations> = {
  listTemplates: async (ports, { caller, query }) => ({
    kind: 'ok',
    body: await listTemplates(ports, { caller, ...query }),
  }),

  getTemplate: async (ports, { caller, params }) => {
    const outcome = await readTemplate(ports, { caller, ...params });
    return outcome.kind === 'read' ? itemAnswer(outcome.item) : outcome;
  },

  putTemplate: async (ports, { caller, params, body, expected, now }) => {
    const outcome = await putTemplate(ports, { caller, ...params, values: body, expected, now });
    return outcome.kind === 'saved' ? itemAnswer(outcome.item, outcome.created) : outcome;
  },

  previewTemplate: async (ports, { caller, params, query }) => {
    const request = { caller, ...params, leadId: query.lead, senderId: query.sender };
    const outcome = await previewTemplate(ports, request);
    if (outcome.kind !== 'preview') return outcome;
    const { template, rendered } = outcome;
    const sms = template.kind === 'sms' ? smsParts(rendered.text) : undefined;
    return { kind: 'ok', body: { ...rendered, sms } };
  },
};
