import type { leadOperations } from '#shared/contracts/api/leads.ts';
import { requestErasure } from '#shared/use-cases/jobs/erasure/request-erasure.ts';
import { requestExport } from '#shared/use-cases/jobs/erasure/request-export.ts';
import { convertLead } from '#shared/use-cases/leads/convert-lead.ts';
import { unsubscribeLead } from '#shared/use-cases/suppressions/unsubscribe-lead.ts';
import { changeLead } from '#shared/use-cases/leads/change-lead.ts';
import { createLead } from '#shared/use-cases/leads/create-lead.ts';
import { readLead } from '#shared/use-cases/leads/list-leads.ts';
import { reopenLead } from '#shared/use-cases/leads/reopen-lead.ts';
import { refusalOfEngine } from '../../problem-of-refusal.ts';
import { itemAnswer } from '../../route.ts';
import { shown } from '../../show-job.ts';
import type { WritingHandlers } from '../../writing-ports.ts';

export const leadHandlers: WritingHandlers<typeof leadOperations> = {
  createLead: async (ports, { caller, body, now }) => {
    const outcome = await createLead(ports, { caller, values: body, now });
    return outcome.kind === 'saved' ? itemAnswer(outcome.item, true) : outcome;
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

  disqualifyLead: async (ports, { caller, params: { id }, now }) => {
    const found = await readLead(ports, { caller, id });
    if (found.kind !== 'read') return found;
    const { organisation, userId } = caller;
    const lead = await convertLead(ports, {
      organisation,
      leadId: id,
      as: 'disqualified',
      by: userId,
      now,
    });
    return lead ? itemAnswer(lead) : { kind: 'not-found', what: 'lead', id };
  },

  reopenLead: async (ports, { caller, params: { id }, now }) => {
    const found = await readLead(ports, { caller, id });
    if (found.kind !== 'read') return found;
    const { organisation, userId } = caller;
    const lead = await reopenLead(ports, { organisation, leadId: id, by: userId, now });
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
    if (outcome.kind === 'not-found') return refusalOfEngine(outcome, { what: 'lead', id });
    return itemAnswer(outcome.lead);
  },

  eraseLead: async (ports, { caller, params: { id }, now }) => {
    const outcome = await requestErasure(ports, { caller, id, now });
    if (outcome.kind !== 'started') return outcome;
    return { kind: 'ok', body: shown(outcome.job), location: `/v1/jobs/${outcome.job.id}` };
  },

  exportLead: async (ports, { caller, params: { id }, now }) => {
    const outcome = await requestExport(ports, { caller, id, now });
    if (outcome.kind !== 'started') return outcome;
    return { kind: 'ok', body: shown(outcome.job), location: `/v1/jobs/${outcome.job.id}` };
  },
};
