import { OVER_LEADS } from '../../domain/filters/filter.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import type { Refusal } from '../../domain/kernel/refusal.ts';
import type { Caller } from '../../domain/people/access.ts';
import type { Lead } from '../../domain/people/people.ts';
import type { StoredRecord } from '../../domain/records/record.ts';
import type { Page, PageRequest } from '../../ports/documents.ts';
import type { Store } from '../../ports/store.ts';
import { leadList, type LeadQuery } from '../leads/list-leads.ts';
import { recordList, type RecordQuery } from '../records/list-records.ts';
import { filteredLeads, filteredRecords, matchingPage } from './filtered.ts';
import type { FactsStore } from './load-filter-facts.ts';
import { readFilterOver } from './read-filters.ts';

type Ports = { store: FactsStore & Pick<Store, 'filters'> };

/** A page of the leads that match a saved filter, of those that the caller can access (E1). It may be short. */
export async function listFilteredLeads(
  ports: Ports,
  request: { caller: Caller; filter: string; now: Instant } & PageRequest & LeadQuery,
): Promise<{ kind: 'page'; page: Page<Lead> } | Refusal> {
  const { caller, filter: id, now, limit, cursor } = request;
  const found = await readFilterOver(ports, {
    caller,
    id,
    isOver: (over) => over === OVER_LEADS,
    what: 'leads',
  });
  if (found.kind !== 'read') return found;
  const list = await leadList(ports, request);
  if (list.kind !== 'list') return list;
  const { organisation, filter } = found.item;
  const read = filteredLeads(ports.store, { organisation, filter, now }, list.read);
  return { kind: 'page', page: await matchingPage(read, { limit, cursor }) };
}

/** A page of the records that match a saved filter, of those that the caller can access (E1). It may be short. */
export async function listFilteredRecords(
  ports: Ports,
  request: RecordQuery & { filter: string; now: Instant },
): Promise<{ kind: 'page'; page: Page<StoredRecord> } | Refusal> {
  const { caller, filter: id, now, limit, cursor, ...query } = request;
  const { type } = query;
  const found = await readFilterOver(ports, {
    caller,
    id,
    isOver: (over) => over !== OVER_LEADS && (type === undefined || type === over),
    what: type === undefined ? 'records' : `records of the type “${type}”`,
  });
  if (found.kind !== 'read') return found;
  const { organisation, filter, over } = found.item;
  const list = await recordList(ports, { ...query, caller, type: over });
  if (list.kind !== 'list') return list;
  const read = filteredRecords(ports.store, { organisation, filter, now }, list.read);
  return { kind: 'page', page: await matchingPage(read, { limit, cursor }) };
}
