import type { templateOperations } from '#shared/contracts/api/templates.ts';
import { smsParts } from '#shared/domain/templates/sms-parts.ts';
import { previewTemplate } from '#shared/use-cases/templates/preview-template.ts';
import { deleteTemplate } from '#shared/use-cases/templates/delete-template.ts';
import { duplicateTemplate } from '#shared/use-cases/templates/duplicate-template.ts';
import { putTemplate } from '#shared/use-cases/templates/put-template.ts';
import { listTemplates, readTemplate } from '#shared/use-cases/templates/read-template.ts';
import { testTemplate } from '#shared/use-cases/templates/test-template.ts';
import { usesOfTemplate } from '#shared/use-cases/templates/template-uses.ts';
import { itemAnswer, type Handlers } from '../route.ts';

export const templateHandlers: Handlers<typeof templateOperations> = {
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

  putTemplate: async (ports, { caller, params, body, expected, now }) => {
    const outcome = await putTemplate(ports, { caller, ...params, values: body, expected, now });
    if (outcome.kind !== 'saved') return outcome;
    const { length: usedBy } = await usesOfTemplate(ports, caller.organisation, params.id);
    return itemAnswer({ ...outcome.item, usedBy }, outcome.created);
  },

  deleteTemplate: async (ports, { caller, params, expected }) => {
    const outcome = await deleteTemplate(ports, { caller, ...params, expected });
    return outcome.kind === 'deleted' ? { kind: 'ok' } : outcome;
  },

  duplicateTemplate: async (ports, { caller, params, body: { id: as, ...values }, now }) => {
    const outcome = await duplicateTemplate(ports, { caller, ...params, as, ...values, now });
    return outcome.kind === 'saved' ? itemAnswer(outcome.item, true) : outcome;
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

  testTemplate: async (ports, { caller, params, body, headers, now }) => {
    const about = { leadId: body.lead, senderId: body.sender, recordId: body.record };
    const key = headers['idempotency-key'];
    const outcome = await testTemplate(ports, { caller, ...params, ...about, key, now });
    return outcome.kind === 'tested' ? { kind: 'ok', body: outcome.test } : outcome;
  },
};
