import type { automationOperations } from '#shared/contracts/api/automations.ts';
import { previewAutomation } from '#shared/use-cases/automations/preview-automation.ts';
import { putAutomation } from '#shared/use-cases/automations/save-automation.ts';
import {
  activateAutomation,
  deactivateAutomation,
  deleteAutomation,
} from '#shared/use-cases/automations/switch-automation.ts';
import { itemAnswer, type Handlers } from '../route.ts';

export const automationHandlers: Handlers<typeof automationOperations> = {
  listAutomations: async ({ store }, { caller, query }) => ({
    kind: 'ok',
    body: await store.automations.list(caller.organisation, query),
  }),

  getAutomation: async ({ store }, { caller, params: { id } }) => {
    const automation = await store.automations.get(caller.organisation, id);
    return automation ? itemAnswer(automation) : { kind: 'not-found', what: 'automation', id };
  },

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

  listAutomationMatches: async ({ store }, { caller, params: { id }, query: page }) => {
    const { organisation } = caller;
    if ((await store.automations.get(organisation, id)) === undefined)
      return { kind: 'not-found', what: 'automation', id };
    const query = { index: 'byAutomation', of: id } as const;
    return { kind: 'ok', body: await store.matches.list(organisation, { ...page, query }) };
  },
};
