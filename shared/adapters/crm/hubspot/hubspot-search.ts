import { FilterOperatorEnum } from '@hubspot/api-client/lib/codegen/crm/objects/models/Filter.js';
import type { CrmRecord } from '#shared/domain/crm/crm-object.ts';
import type { Instant } from '#shared/domain/kernel/instant.ts';
import { epochMs, fromEpochMs, plusSeconds } from '#shared/domain/time/instants.ts';
import { MOST_SEEN, type Stage, type Sweep } from './hubspot-cursor.ts';
import { hubspotObject } from './hubspot-objects.ts';
import { SEARCH_PAGE, type HubspotReading, type Wanted } from './hubspot-reading.ts';
import { deletedRecord, modifiedAt, type HubspotRecord } from './hubspot-records.ts';

export type SearchStage = Extract<Stage, { stage: 'search' }>;

/** Searches see a change some seconds late, and clocks differ: what is newer than this is looked at again. */
const overlapSeconds = 120;

/** Pages of deleted records that one look reads. */
const SWEEP_PAGES = 5;

/** The instant from which a reading that had come so far looks again. */
export function overlapping(at: Instant): number {
  return epochMs(plusSeconds(at, -overlapSeconds));
}

const mark = (id: string, at: number): string => `${id}@${at}`;

/**
 * What was changed since, the oldest first. Each page is a search of its own whose lower bound is the last change that
 * was told, never a following page: those end at 10,000 results, and records would move to and fro between them. Where
 * more were changed at one instant than a page holds, they are told apart by their ids.
 */
export async function searched(
  reading: HubspotReading,
  of: Wanted,
  { stage, most, now }: { stage: SearchStage; most: number; now: Instant },
): Promise<{ found: HubspotRecord[]; stage: SearchStage; caughtUp: boolean }> {
  if (stage.tie !== undefined) return tied(reading, of, { stage, tie: stage.tie, most });
  const property = hubspotObject(of.object).modified;
  const at = (record: HubspotRecord): number => epochMs(modifiedAt(of.object, record));
  const { records } = await reading.search(of, {
    filters: [{ propertyName: property, operator: FilterOperatorEnum.Gte, value: String(stage.from) }],
    sort: property,
    most: SEARCH_PAGE,
  });
  const told = new Set(stage.seen);
  const fresh = records.filter((record) => !told.has(mark(record.id, at(record))));
  const found = fresh.slice(0, most);
  const isFull = records.length >= SEARCH_PAGE;
  const [first, last] = [records[0], records.at(-1)];
  if (isFull && first !== undefined && last !== undefined && at(first) === at(last))
    return tied(reading, of, { stage: { ...stage, from: at(first) }, tie: '0', most });
  const isAll = found.length === fresh.length;
  const edge = isAll ? last : found.at(-1);
  const reached = edge === undefined ? stage.from : at(edge);
  const newest = edge === undefined ? stage.newest : Math.max(stage.newest ?? reached, reached);
  const caughtUp = isAll && !isFull;
  const from = caughtUp ? lookedAtAgain(stage.from, newest, now) : reached;
  const seen = [...stage.seen, ...found.map((record) => mark(record.id, at(record)))].filter(
    (text) => Number(text.slice(text.indexOf('@') + 1)) >= from,
  );
  return { found, caughtUp, stage: { ...stage, from, newest, seen: [...new Set(seen)].slice(-MOST_SEEN) } };
}

/** Where a reading that has caught up begins anew: before the newest change, as long as others may still show themselves. */
function lookedAtAgain(from: number, newest: number | undefined, now: Instant): number {
  if (newest === undefined) return from;
  return Math.max(overlapping(fromEpochMs(newest)), Math.min(newest + 1, overlapping(now)));
}

/** Those changed at one instant, by their ids. */
async function tied(
  reading: HubspotReading,
  of: Wanted,
  { stage, tie, most }: { stage: SearchStage; tie: string; most: number },
): ReturnType<typeof searched> {
  const { records } = await reading.search(of, {
    filters: [
      {
        propertyName: hubspotObject(of.object).modified,
        operator: FilterOperatorEnum.Eq,
        value: String(stage.from),
      },
      { propertyName: 'hs_object_id', operator: FilterOperatorEnum.Gt, value: tie },
    ],
    sort: 'hs_object_id',
    most,
  });
  const last = records.at(-1);
  const newest = Math.max(stage.newest ?? stage.from, stage.from);
  const next: SearchStage =
    last === undefined || records.length < Math.min(most, SEARCH_PAGE)
      ? { ...stage, newest, tie: undefined, from: stage.from + 1, seen: [] }
      : { ...stage, newest, tie: last.id, seen: [] };
  return { found: records, stage: next, caughtUp: false };
}

/**
 * Some pages of what was deleted: searches do not find it, and the list of it cannot be asked since when. `done`: the
 * whole list was walked through, and the next walk begins.
 */
export async function swept(
  reading: HubspotReading,
  of: Wanted,
  { sweep, now }: { sweep: Sweep; now: Instant },
): Promise<{ gone: CrmRecord[]; sweep: Sweep; done: boolean }> {
  const gone: CrmRecord[] = [];
  const started = sweep.after === undefined ? epochMs(now) : sweep.started;
  let { after } = sweep;
  for (let page = 0; page < SWEEP_PAGES; page += 1) {
    const read = await reading.list({ object: of.object, fields: [] }, { after, most: 100, archived: true });
    for (const { id, archivedAt } of read.records) {
      if (archivedAt !== undefined && archivedAt.getTime() >= sweep.from)
        gone.push(deletedRecord(of.object, id, fromEpochMs(archivedAt.getTime())));
    }
    ({ after } = read);
    if (after === undefined)
      return { gone, done: true, sweep: { from: overlapping(fromEpochMs(started)), started } };
  }
  return { gone, done: false, sweep: { ...sweep, after, started } };
}
