import { evaluate } from '../../domain/filters/evaluate.ts';
import { OVER_LEADS, type Filter, type SavedFilter } from '../../domain/filters/filter.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import type { AccessScope } from '../../domain/people/access.ts';
import type { Lead } from '../../domain/people/people.ts';
import { isThere, type StoredRecord } from '../../domain/records/record.ts';
import type { Page, PageRequest } from '../../ports/documents.ts';
import type { Store } from '../../ports/store.ts';
import { leadsWithin } from '../leads/list-leads.ts';
import { listOver } from '../list-over.ts';
import { factsLoader, type FactsStore, type WithFacts } from './load-filter-facts.ts';

/** A page of what was read, and of those what matches. `cursor` is absent on the last page. */
export type FilteredPage<Item> = { read: number; matching: Item[]; cursor?: string | undefined };

/** A page of what a filter is over, and what of it matches. */
export type ReadFiltered<Item> = (page: PageRequest) => Promise<FilteredPage<Item>>;

/** What a filter is over. */
export type Filtered = Lead | StoredRecord;

/** Reads a list a page at a time and leaves what matches. */
function filteredBy<Item>(
  filter: Filter,
  read: (page: PageRequest) => Promise<Page<Item>>,
  facts: (items: readonly Item[]) => Promise<WithFacts<Item>[]>,
): ReadFiltered<Item> {
  return async (page) => {
    const { items, cursor } = await read(page);
    const known = items.length === 0 ? [] : await facts(items);
    const matching = known.filter((each) => evaluate(filter, each.facts).matches).map(({ item }) => item);
    return { read: items.length, matching, cursor };
  };
}

/** The leads of a list that match a filter. */
export function filteredLeads(
  store: FactsStore,
  of: { organisation: string; filter: Filter; now: Instant },
  read: (page: PageRequest) => Promise<Page<Lead>>,
): ReadFiltered<Lead> {
  const load = factsLoader(store, of.organisation, of.filter);
  return filteredBy(of.filter, read, (leads) => load.ofLeads(leads, of.now));
}

/** The records of a list that match a filter. */
export function filteredRecords(
  store: FactsStore,
  of: { organisation: string; filter: Filter; now: Instant },
  read: (page: PageRequest) => Promise<Page<StoredRecord>>,
): ReadFiltered<StoredRecord> {
  const load = factsLoader(store, of.organisation, of.filter);
  return filteredBy(of.filter, read, (records) => load.ofRecords(records, of.now));
}

/** Everything that a filter is over and that belongs to whoever is within the access. */
export function filteredWithin(
  store: FactsStore,
  { organisation, over, filter }: Pick<SavedFilter, 'organisation' | 'over' | 'filter'>,
  access: AccessScope,
  now: Instant,
): ReadFiltered<Filtered> {
  const of = { organisation, filter, now };
  return over === OVER_LEADS
    ? filteredLeads(store, of, (page) => leadsWithin(store, organisation, access, page))
    : filteredRecords(store, of, (page) => recordsWithin(store, organisation, access, over, page));
}

/** A page of the records of a type that belong to whoever is within the access. */
async function recordsWithin(
  store: Pick<Store, 'records'>,
  organisation: string,
  access: AccessScope,
  typeId: string,
  page: PageRequest,
): Promise<Page<StoredRecord>> {
  const listed =
    access.kind === 'all'
      ? await store.records.list(organisation, { ...page, query: { index: 'byType', of: typeId } })
      : await listOver(access.ids, page, (of, options) =>
          store.records.list(organisation, { ...options, query: { index: 'byOwner', of } }),
        );
  return {
    ...listed,
    items: listed.items.filter((record) => isThere(record) && record.typeId === typeId),
  };
}

/** Reads of one page of a list at most: what does not match is read over, within the time of a request. */
const MOST_READS = 15;

/** A page of what matches, never longer than asked for; where little matches it is shorter, with a cursor to go on by. */
export async function matchingPage<Item>(
  read: ReadFiltered<Item>,
  { limit, cursor }: PageRequest,
): Promise<Page<Item>> {
  const items: Item[] = [];
  let at = cursor;
  for (let reads = 0; reads < MOST_READS; reads += 1) {
    const page = await read({ limit: limit - items.length, cursor: at });
    items.push(...page.matching);
    at = page.cursor;
    if (at === undefined || items.length >= limit) break;
  }
  return at === undefined ? { items } : { items, cursor: at };
}
