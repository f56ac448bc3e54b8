import type { LeadId } from '../../domain/kernel/ids.ts';
import type { Activation } from '../../domain/automations/automation.ts';
import type { Subject } from '../../domain/automations/match.ts';
import type { FilterFacts } from '../../domain/filters/filter-facts.ts';
import { OVER_LEADS } from '../../domain/filters/filter.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import type { Page, PageRequest } from '../../ports/documents.ts';
import type { Store } from '../../ports/store.ts';
import { factsLoader } from '../filters/load-filter-facts.ts';

/** A page of subjects, each with its lead and what the filter asks about it. */
export type SubjectPage = Page<{ subject: Subject; leadId: LeadId | undefined; known: FilterFacts }>;

/** Reads the leads, or the records of a type, by pages, with what a filter asks about each. */
export function subjectsOver(
  { store }: { store: Store },
  {
    organisation,
    over,
    filter,
    now,
  }: Pick<Activation, 'over' | 'filter'> & { organisation: string; now: Instant },
): (page: PageRequest) => Promise<SubjectPage> {
  const load = factsLoader(store, organisation, filter);
  if (over === OVER_LEADS) {
    return async (request) => {
      const page = await store.leads.list(organisation, request);
      const read = await load.ofLeads(page.items, now);
      return {
        ...page,
        items: read.map(({ item, facts }) => ({ subject: leadOf(item), leadId: item.id, known: facts })),
      };
    };
  }
  return async (request) => {
    const page = await store.records.list(organisation, { ...request, query: { index: 'byType', of: over } });
    const read = await load.ofRecords(page.items, now);
    return {
      ...page,
      items: read.map(({ item, facts }) => ({ subject: recordOf(item), leadId: item.leadId, known: facts })),
    };
  };
}

const leadOf = ({ id }: { id: string }): Subject => ({ kind: 'lead', id });
const recordOf = ({ id }: { id: string }): Subject => ({ kind: 'record', id });
