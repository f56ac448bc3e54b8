import type { templateOperations } from '#shared/contracts/api/templates.ts';
import { deleteTemplate } from '#shared/use-cases/templates/delete-template.ts';
import { duplicateTemplate } from '#shared/use-cases/templates/duplicate-template.ts';
import { putTemplate } from '#shared/use-cases/templates/put-template.ts';
import { usesOfTemplate } from '#shared/use-cases/templates/template-uses.ts';
import { itemAnswer } from '../../route.ts';
import type { WritingHandlers } from '../../writing-ports.ts';

export const templateHandlers: WritingHandlers<typeof templateOperations> = {
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
};
