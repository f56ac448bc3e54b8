import type { automationOperations } from '#shared/contracts/api/automations.ts';
import { previewAutomation } from '#shared/use-cases/automations/preview-automation.ts';
import { putAutomation } from '#shared/use-cases/automations/save-automation.ts';
import {
  activateAutomation,
  deactivateAutomation,
  deleteAutomation,
} from '#shared/use-cases/automations/switch-automation.ts';
import { itemAnswer } from '../../route.ts';
import type { WritingHandlers } from '../../writing-ports.ts';

export const automationHandlers: WritingHandlers<typeof automationOperations> = {
  putAutomation: async (ports, { caller, params: { id }, body: input, expected, now }) => {
    const outcome = await putAutomation(ports, { caller, id, input, expected, now });
    return outcome.kind === 'saved' ? itemAnswer(outcome.item, outcome.created) : outcome;
  },

  deleteAutomation: async (ports, { caller, params: { id }, expected, now }) => {
    const outcome = await deleteAutomation(ports, { caller, id, expected, now });
    return outcome.kind === 'deleted' ? { kind: 'ok' } : outcome;
  },

  previewAutomation: async (ports, { caller, params: { id }, body: { scope }, now }) => {
    const outcome = await previewAutomation(ports, { caller, id, scope, now });
    return outcome.kind === 'preview' ? { kind: 'ok', body: outcome.preview } : outcome;
  },

  activateAutomation: async (ports, { caller, params: { id }, body: { scope }, expected, now }) => {
    const outcome = await activateAutomation(ports, { caller, id, scope, expected, now });
    return outcome.kind === 'saved' ? itemAnswer(outcome.item) : outcome;
  },

  deactivateAutomation: async (ports, { caller, params: { id }, expected, now }) => {
    const outcome = await deactivateAutomation(ports, { caller, id, expected, now });
    return outcome.kind === 'saved' ? itemAnswer(outcome.item) : outcome;
  },
};
