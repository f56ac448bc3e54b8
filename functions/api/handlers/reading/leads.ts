import type { leadOperations } from '#shared/contracts/api/leads.ts';
import { listFilteredLeads } from '#shared/use-cases/filters/list-filtered.ts';
import { listLeads, readLead } from '#shared/use-cases/leads/list-leads.ts';
import { listQualifiedLeads } from '#shared/use-cases/scoring/list-qualified-leads.ts';
import { withScores } from '#shared/use-cases/scoring/read-scores.ts';
import { itemAnswer } from '../../route.ts';
import type { ReadingHandlers } from '../../reading-ports.ts';

export const leadHandlers: ReadingHandlers<typeof leadOperations> = {
  listLeads: async (ports, { caller, query: { qualified, filter, ...query }, now }) => {
    if (qualified !== undefined && filter !== undefined) {
      const message = 'Leave it out: a filter may ask for the score itself.';
      return { kind: 'invalid', problems: [{ path: ['qualified'], message }] };
    }
    if (qualified !== undefined) {
      const outcome = await listQualifiedLeads(ports, { caller, ...query, now });
      return outcome.kind === 'page' ? { kind: 'ok', body: outcome.page } : outcome;
    }
    const outcome =
      filter === undefined
        ? await listLeads(ports, { caller, ...query })
        : await listFilteredLeads(ports, { caller, ...query, filter, now });
    if (outcome.kind !== 'page') return outcome;
    const items = await withScores(ports, caller.organisation, outcome.page.items, now);
    return { kind: 'ok', body: { ...outcome.page, items } };
  },

  getLead: async (ports, { caller, params, now }) => {
    const outcome = await readLead(ports, { caller, ...params });
    if (outcome.kind !== 'read') return outcome;
    const [scored] = await withScores(ports, caller.organisation, [outcome.item], now);
    return itemAnswer(scored ?? outcome.item);
  },
};
