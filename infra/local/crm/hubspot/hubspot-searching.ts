import * as z from 'zod';
import type { HubspotType } from './hubspot-properties.ts';
import { HubspotReplyError, type HubspotReply } from './hubspot-reply.ts';
import { parsed, shown } from './hubspot-shapes.ts';
import type { HubspotStore, StoredRecord } from './hubspot-store.ts';

/** Searches with their limits. Made from https://developers.hubspot.com/docs/api-reference/2026-03/crm/search-the-crm */

const filter = z.strictObject({
  propertyName: z.string(),
  operator: z.enum(['EQ', 'NEQ', 'GT', 'GTE', 'LT', 'LTE', 'IN', 'HAS_PROPERTY', 'NOT_HAS_PROPERTY']),
  value: z.string().optional(),
  values: z.array(z.string()).optional(),
});
const search = z.strictObject({
  filterGroups: z.array(z.strictObject({ filters: z.array(filter).max(6) })).max(5),
  sorts: z.array(z.string()).max(1),
  properties: z.array(z.string()),
  limit: z.int().min(1).max(200),
  after: z.string().regex(/^\d{1,6}$/),
});
type Filter = z.output<typeof filter>;

export function searchRecords(
  store: HubspotStore,
  type: HubspotType,
  body: string,
  now: number,
): HubspotReply {
  if (body.length > 3_000)
    throw new HubspotReplyError(400, 'VALIDATION_ERROR', 'The request is too long: at most 3,000 characters');
  const { filterGroups, sorts, properties, limit, after } = parsed(search, body);
  const from = Number(after);
  if (from + limit > 10_000)
    throw new HubspotReplyError(400, 'VALIDATION_ERROR', 'There are only 10,000 results of a search');
  const names = new Set((store.properties.get(type) ?? []).map(({ name }) => name));
  for (const { propertyName } of filterGroups.flatMap(({ filters }) => filters))
    if (!names.has(propertyName))
      throw new HubspotReplyError(
        400,
        'VALIDATION_ERROR',
        `There was a problem with the request: property ${propertyName} does not exist`,
      );
  const sort = sorts[0] ?? 'hs_object_id';
  const [by, sign] = sort.startsWith('-') ? [sort.slice(1), -1] : [sort, 1];
  const found = store
    .of(type)
    .filter(({ visibleAt }) => visibleAt <= now)
    .filter(
      (record) =>
        filterGroups.length === 0 ||
        filterGroups.some(({ filters }) => filters.every((of) => holds(record, of))),
    )
    // Those alike stand in no order that could be relied on.
    .sort(
      (one, other) => sign * (orderOf(one, by) - orderOf(other, by)) || Number(other.id) - Number(one.id),
    );
  const page = found.slice(from, from + limit);
  const next = from + limit;
  return {
    status: 200,
    body: {
      total: found.length,
      results: page.map((record) => shown(record, properties)),
      ...(next < found.length && { paging: { next: { after: String(next), link: '' } } }),
    },
  };
}

function holds(record: StoredRecord, { propertyName, operator, value = '', values = [] }: Filter): boolean {
  const own = record.properties.get(propertyName);
  switch (operator) {
    case 'HAS_PROPERTY':
      return own !== undefined;
    case 'NOT_HAS_PROPERTY':
      return own === undefined;
    case 'IN':
      // Values are to be given in small letters.
      return own !== undefined && values.includes(own.toLowerCase());
    case 'EQ':
      return (
        own !== undefined && (own.toLowerCase() === value.toLowerCase() || numberOf(own) === numberOf(value))
      );
    case 'NEQ':
      return own === undefined || own.toLowerCase() !== value.toLowerCase();
    case 'GT':
      return own !== undefined && numberOf(own) > numberOf(value);
    case 'GTE':
      return own !== undefined && numberOf(own) >= numberOf(value);
    case 'LT':
      return own !== undefined && numberOf(own) < numberOf(value);
    case 'LTE':
      return own !== undefined && numberOf(own) <= numberOf(value);
  }
}

function numberOf(text: string): number {
  return /^-?[\d.]{1,20}$/.test(text) ? Number(text) : Date.parse(text);
}

function orderOf(record: StoredRecord, name: string): number {
  return numberOf(record.properties.get(name) ?? '') || 0;
}
