import type { CrmObject, CrmRecord } from '#shared/domain/crm/crm-object.ts';
import { inChunks } from '#shared/domain/kernel/in-chunks.ts';
import type { HubspotClient, HubspotFilter } from './hubspot-client.ts';
import type { HubspotFields } from './hubspot-fields.ts';
import { hubspotObject, isHubspotId } from './hubspot-objects.ts';
import { crmRecordOf, mergedIds, neededOf, type HubspotRecord } from './hubspot-records.ts';

/** What is read of records: which object, which fields. */
export type Wanted = { object: CrmObject; fields: readonly string[] };

/** Longest list of properties, in JSON, that a search may carry. */
const MOST_PROPERTIES = 2_000;
/** Most that HubSpot reads at once by ids, and most that a page of a search or of the list has. */
const READ_AT_ONCE = 100;
export const SEARCH_PAGE = 200;
const LIST_PAGE = 100;

export type HubspotReading = {
  /** Into the words of the port. */
  records(of: Wanted, found: readonly HubspotRecord[]): Promise<CrmRecord[]>;
  /**
   * By ids, each with the record that it leads to: another one where it was merged. Without those that are not there.
   * https://developers.hubspot.com/changelog/updated-merge-functionality-for-contacts-and-companies
   */
  byIds(of: Wanted, ids: readonly string[]): Promise<Map<string, HubspotRecord>>;
  /** A page of a search, never one that follows: what is changed meanwhile would move it. */
  search(
    of: Wanted,
    asked: {
      filters: HubspotFilter[];
      sort: string;
      most: number;
    },
  ): Promise<{ records: HubspotRecord[]; total: number }>;
  /** A page of everything that is there, or of what was deleted. */
  list(
    of: Wanted,
    asked: { after?: string | undefined; most: number; archived: boolean },
  ): Promise<{ records: HubspotRecord[]; after?: string | undefined }>;
};

/** https://developers.hubspot.com/docs/api-reference/2026-03/crm/search-the-crm */
export function hubspotReading(
  { objects }: Pick<HubspotClient, 'objects'>,
  known: HubspotFields,
): HubspotReading {
  const properties = ({ object, fields }: Wanted): string[] => [...new Set([...fields, ...neededOf(object)])];
  const byIds: HubspotReading['byIds'] = async (of, ids) => {
    const asked = [...new Set(ids)].filter(isHubspotId);
    const chunks = Array.from({ length: Math.ceil(asked.length / READ_AT_ONCE) }, (_, n) =>
      asked.slice(n * READ_AT_ONCE, (n + 1) * READ_AT_ONCE),
    );
    const pages = await inChunks(chunks, 1, (chunk) =>
      objects.batch.read(
        hubspotObject(of.object).type,
        { inputs: chunk.map((id) => ({ id })), properties: properties(of), propertiesWithHistory: [] },
        false,
      ),
    );
    const found = new Map<string, HubspotRecord>();
    for (const record of pages.flatMap(({ result }) => result.results)) {
      for (const id of [...mergedIds(record), record.id]) found.set(id, record);
    }
    return new Map(asked.flatMap((id) => (found.has(id) ? [[id, found.get(id) as HubspotRecord]] : [])));
  };
  return {
    records: async ({ object, fields }, found) => {
      const types = await known.typesOf(object, fields);
      return found.map((record) => crmRecordOf(object, record, { fields, types }));
    },
    byIds,
    search: async (of, { filters, sort, most }) => {
      const all = properties(of);
      // A search takes 3,000 characters: of more fields than fit, records are read by their ids.
      const fits = JSON.stringify(all).length < MOST_PROPERTIES;
      const { results, total } = await objects.search.doSearch(hubspotObject(of.object).type, {
        filterGroups: filters.length === 0 ? [] : [{ filters }],
        sorts: [sort],
        properties: fits ? all : neededOf(of.object),
        limit: Math.min(most, SEARCH_PAGE),
        after: '0',
      });
      if (fits) return { records: results, total };
      const found = await byIds(
        of,
        results.map(({ id }) => id),
      );
      return { records: results.map((record) => asFound(record, found.get(record.id))), total };
    },
    list: async (of, { after, most, archived }) => {
      const { results, paging } = await objects.basic.getPage(
        hubspotObject(of.object).type,
        Math.min(most, LIST_PAGE),
        after,
        properties(of),
        undefined,
        undefined,
        archived,
      );
      return { records: results, after: paging?.next?.after };
    },
  };
}

/** The fields as they are now, at the place that the search gave the record: its order is told by when it was changed. */
function asFound(record: HubspotRecord, now: HubspotRecord | undefined): HubspotRecord {
  return now === undefined ? record : { ...now, properties: { ...now.properties, ...record.properties } };
}
