import type { leadOperations } from '#shared/contracts/api/leads.ts';
import { convertLead } from '#shared/use-cases/engine/convert-lead.ts';
import { unsubscribeLead } from '#shared/use-cases/engine/unsubscribe-lead.ts';
import { changeLead } from '#shared/use-cases/leads/change-lead.ts';
import { createLead } from '#shared/use-cases/leads/create-lead.ts';
import { listLeads, readLead } from '#shared/use-cases/leads/list-leads.ts';
import { itemAnswer, type Handlers } from '../route.ts';

export const leadHandlers: Handlers<typeof leadOperations> = {
  listLeads: async (ports, { caller, query }) => {
    const outcome = await listLeads(ports, { caller, ...query });
    return outcome.kind === 'page' ? { kind: 'ok', body: outcome.page } : outcome;
  },

  createLead: async (ports, { caller, body, now }) => {
    const outcome = await createLead(ports, { caller, values: body, now });
    return outcome.kind === 'saved' ? itemAnswer(outcome.item, true) : outcome;
  },

  getLead: async (ports, { caller, params }) => {
    const outcome = await readLead(ports, { caller, ...params });
    return outcome.kind === 'read' ? itemAnswer(outcome.item) : outcome;
  },

  changeLead: async (ports, { caller, params, body, expected, now }) => {
    const outcome = await changeLead(ports, { caller, ...params, changes: body, expected, now });
    return outcome.kind === 'saved' ? itemAnswer(outcome.item) : outcome;
  },

  convertLead: async (ports, { caller, params: { id }, now }) => {
    const found = await readLead(ports, { caller, id });
    if (found.kind !== 'read') return found;
    const { organisation, userId } = caller;
    const lead = await convertLead(ports, { organisation, leadId: id, as: 'converted', by: userId, now });
    return lead ? itemAnswer(lead) : { kind: 'not-found', what: 'lead', id };
  },

  unsubscribeLead: async (ports, { caller, params: { id }, now }) => {
    const found = await readLead(ports, { caller, id });
    if (found.kind !== 'read') return found;
    const outcome = await unsubscribeLead(ports, {
      organisation: caller.organisation,
      leadId: id,
      by: 'user',
      userId: caller.userId,
      now,
    });
    return outcome.kind === 'not-found' ? { ...outcome, what: 'lead', id } : itemAnswer(outcome.lead);
  },
};
