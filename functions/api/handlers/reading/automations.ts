import type { automationOperations } from '#shared/contracts/api/automations.ts';
import { itemAnswer } from '../../route.ts';
import type { ReadingHandlers } from '../../reading-ports.ts';

export const automationHandlers: ReadingHandlers<typeof automationOperations> = {
  listAutomations: async ({ store }, { caller, query }) => ({
    kind: 'ok',
    body: await store.automations.list(caller.organisation, query),
  }),

  getAutomation: async ({ store }, { caller, params: { id } }) => {
    const automation = await store.automations.get(caller.organisation, id);
    return automation ? itemAnswer(automation) : { kind: 'not-found', what: 'automation', id };
  },

  listAutomationMatches: async ({ store }, { caller, params: { id }, query: page }) => {
    const { organisation } = caller;
    if ((await store.automations.get(organisation, id)) === undefined)
      return { kind: 'not-found', what: 'automation', id };
    const query = { index: 'byAutomation', of: id } as const;
    return { kind: 'ok', body: await store.matches.list(organisation, { ...page, query }) };
  },
};
