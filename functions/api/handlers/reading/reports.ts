import type { StepId } from '#shared/domain/kernel/ids.ts';
import type { reportOperations } from '#shared/contracts/api/reports.ts';
import { describeEvent } from '#shared/domain/activity/describe-event.ts';
import { readReconciliation } from '#shared/use-cases/reconciliation/read-reconciliation.ts';
import { readLead } from '#shared/use-cases/leads/list-leads.ts';
import { readExcerpts } from '#shared/use-cases/replies/read-excerpts.ts';
import { readBehind, readStatistics } from '#shared/use-cases/sequences/read-statistics.ts';
import type { ReadingHandlers } from '../../reading-ports.ts';

export const reportHandlers: ReadingHandlers<typeof reportOperations> = {
  listActivities: async (ports, { caller, params: { id }, query }) => {
    const found = await readLead(ports, { caller, id });
    if (found.kind !== 'read') return found;
    const { order, ...page } = query;
    const { items, cursor } = await ports.store.activities.ofLead(caller.organisation, id, {
      ...page,
      ...(order === 'newest' && { newestFirst: true }),
    });
    // Steps by their ids: naming them would read every sequence of the lead.
    const names = { step: (step: StepId) => step };
    const all = items.flatMap(({ events }) => events);
    const replyOf = await readExcerpts(ports, caller.organisation, all);
    const views = items.map((activity) => ({
      ...activity,
      events: activity.events.map((event) => ({
        type: event.type,
        words: describeEvent(event, names),
        reply: replyOf(event),
        event,
      })),
    }));
    return { kind: 'ok', body: { items: views, cursor } };
  },

  getStatistics: async (ports, { caller, params: { id } }) => {
    const outcome = await readStatistics(ports, { organisation: caller.organisation, id });
    return outcome.kind === 'read' ? { kind: 'ok', body: outcome.statistics } : outcome;
  },

  listBehindFigure: async (ports, { caller, params, query }) => {
    const outcome = await readBehind(ports, { caller, ...params, ...query });
    if (outcome.kind !== 'page') return outcome;
    const { items, cursor } = outcome.page;
    const views = items.map(({ at, leadId, enrollmentId, userId, lead }) => {
      const name = [lead?.firstName, lead?.lastName].filter((part) => part !== undefined).join(' ');
      return { at, leadId, enrollmentId, userId, name: name || undefined, email: lead?.email };
    });
    return { kind: 'ok', body: { items: views, cursor } };
  },

  getReconciliation: async (ports, { caller }) => {
    const { at, byStatus, ...counts } = await readReconciliation(ports, caller.organisation);
    const balanced = counts.enrolled === counts.finished + counts.stopped + counts.paused + counts.pending;
    return { kind: 'ok', body: { ...counts, unknown: byStatus.unknown, balanced, at } };
  },
};
