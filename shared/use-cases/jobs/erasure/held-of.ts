import type { LeadId } from '../../../domain/kernel/ids.ts';
import type { Held } from '../../../domain/erasure/person-parts.ts';
import { oursKey } from '../../../domain/crm/map-values.ts';
import { addressesOf } from '../../../domain/people/suppression.ts';
import type { Page, PageRequest } from '../../../ports/documents.ts';
import { walk } from '../../../ports/walk.ts';
import type { WholePorts } from '../../core/engine-ports.ts';
import { readEntries } from '../../suppressions/read-entries.ts';

/**
 * Everything that is held of a person and says something of the person (F9), part by part; undefined: there is no such
 * lead.
 */
export async function heldOf(
  ports: WholePorts,
  organisation: string,
  leadId: LeadId,
): Promise<Held | undefined> {
  const { store } = ports;
  const lead = await store.leads.get(organisation, leadId);
  if (lead === undefined) return undefined;
  const inGroup = { group: leadId };
  const [account, score, engagement, suppressions] = await Promise.all([
    lead.accountId === undefined ? undefined : store.accounts.get(organisation, lead.accountId),
    store.scores.get(organisation, leadId),
    store.engagements.get(organisation, leadId),
    readEntries(ports, organisation, addressesOf(lead)),
  ]);
  const ledgers = await store.contactIntervals.getMany(organisation, addressesOf(lead));
  const byLead = { query: { index: 'byLead' as const, of: leadId } };
  return {
    lead,
    account: account?.name,
    enrollments: await all((page) => store.enrollments.list(organisation, { ...page, ...inGroup })),
    activities: await all((page) => store.activities.ofLead(organisation, leadId, page)),
    messages: await all((page) => store.sentMessages.list(organisation, { ...page, ...inGroup })),
    replies: await all((page) => store.replies.list(organisation, { ...page, ...byLead })),
    answers: await all((page) => store.responses.list(organisation, { ...page, ...inGroup })),
    records: await all((page) => store.records.list(organisation, { ...page, ...byLead })),
    tasks: await all((page) => store.tasks.list(organisation, { ...page, ...inGroup })),
    workflowRuns: await all((page) => store.workflowRuns.list(organisation, { ...page, ...inGroup })),
    webhooks: await all((page) => store.webhookDeliveries.list(organisation, { ...page, ...inGroup })),
    suppressions,
    contactIntervals: ledgers,
    score,
    engagement,
    crmLinks: await all((page) =>
      store.crmLinks.list(organisation, { ...page, query: { index: 'byOurs', of: oursKey('lead', leadId) } }),
    ),
  };
}

function all<T>(list: (page: PageRequest) => Promise<Page<T>>): Promise<T[]> {
  return Array.fromAsync(walk(list));
}
