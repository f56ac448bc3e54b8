import type { CrmRecord } from '#shared/domain/crm/crm-object.ts';
import type { Instant } from '#shared/domain/kernel/instant.ts';
import { epochMs, fromEpochMs } from '#shared/domain/time/instants.ts';
import type { Crm, CrmChanges } from '#shared/ports/crm.ts';
import { MOST_OWED, readCursor, writeCursor, type Cursor, type Stage } from './hubspot-cursor.ts';
import { subscriptionMark, type HubspotJournal } from './hubspot-journal.ts';
import type { HubspotReading, Wanted } from './hubspot-reading.ts';
import { deletedRecord, mergedIds, mergedRecord, modifiedAt, type HubspotRecord } from './hubspot-records.ts';
import { overlapping, searched, swept, type SearchStage } from './hubspot-search.ts';

/** One stretch of reading: records, what is gone, and where it goes on; `more`: at once. */
type Stretch = { found: HubspotRecord[]; gone: CrmRecord[]; at: Stage; more: boolean };
type Parts = { reading: HubspotReading; journal: HubspotJournal | undefined; now: () => Instant };
type Asked = Wanted & { most: number };

/**
 * What changed (B6): at first everything that is there, by pages; then by the journal where the connection has an app,
 * else by searches. It begins again after a cursor of another version.
 */
export function hubspotChanges(parts: Parts): Crm['changes'] {
  const { reading, journal } = parts;
  return async ({ object, fields, cursor: text, since, most }) => {
    const of: Asked = { object, fields, most };
    const given = text === undefined ? undefined : readCursor(text);
    const cursor = given ?? { at: await first(parts, since), owed: [], more: true, merged: [] };
    const [due, later] = [cursor.owed.slice(0, most), cursor.owed.slice(most)];
    if (due.length > 0)
      return {
        records: due.map(({ id, into, at }) =>
          into === undefined
            ? deletedRecord(object, id, fromEpochMs(at))
            : mergedRecord(object, id, { id: into, at: fromEpochMs(at) }),
        ),
        cursor: writeCursor({ ...cursor, owed: later }),
        more: later.length > 0 || cursor.more,
      };
    const subscribed = await subscribe(journal, of, cursor);
    const stretch = await next(parts, of, await fitting(parts, cursor.at));
    return answer(of, {
      stretch,
      fields: subscribed,
      records: await reading.records(of, stretch.found),
      merged: cursor.merged,
    });
  };
}

async function subscribe(
  journal: HubspotJournal | undefined,
  of: Wanted,
  { fields }: Cursor,
): Promise<string | undefined> {
  if (journal === undefined) return undefined;
  const mark = subscriptionMark(of);
  if (fields !== mark) await journal.subscribe(of);
  return mark;
}

/** Where reading begins. The end of the journal is looked at first: what changes while the list is read stands there. */
async function first({ journal, now }: Parts, since: Instant | undefined): Promise<Stage> {
  const end = await journal?.end();
  if (since === undefined) return { stage: 'list', started: epochMs(now()), journal: end };
  const from = epochMs(since);
  return { stage: 'search', from, seen: [], sweep: { from, started: from }, journal: end };
}

/** The stage as the connection is now: it may have got an app since, or lost it. */
async function fitting({ journal }: Parts, at: Stage): Promise<Stage> {
  if (journal === undefined) {
    if (at.stage === 'journal') return searchFrom(at.at);
    return { ...at, journal: undefined };
  }
  return at.stage === 'search' && at.journal === undefined ? { ...at, journal: await journal.end() } : at;
}

function searchFrom(at: number, journal?: string): SearchStage {
  const from = overlapping(fromEpochMs(at));
  return { stage: 'search', from, seen: [], sweep: { from, started: from }, journal };
}

async function next(parts: Parts, of: Asked, at: Stage): Promise<Stretch> {
  const { reading, journal, now } = parts;
  switch (at.stage) {
    case 'list': {
      const { records, after } = await reading.list(of, { after: at.after, most: of.most, archived: false });
      const go: Stage =
        after !== undefined
          ? { ...at, after }
          : at.journal !== undefined
            ? { stage: 'journal', offset: at.journal, index: 0, at: at.started }
            : searchFrom(at.started);
      return { found: records, gone: [], at: go, more: true };
    }
    case 'search': {
      const { found, stage, caughtUp } = await searched(reading, of, {
        stage: at,
        most: of.most,
        now: now(),
      });
      if (!caughtUp) return { found, gone: [], at: stage, more: true };
      const { sweep, gone, done } = await swept(reading, of, {
        sweep: stage.sweep ?? { from: stage.from, started: stage.from },
        now: now(),
      });
      if (stage.journal === undefined) return { found, gone, at: { ...stage, sweep }, more: false };
      // Nothing is passed to the journal before every deletion until now was looked at.
      return done
        ? {
            found,
            gone,
            at: { stage: 'journal', offset: stage.journal, index: 0, at: stage.from },
            more: true,
          }
        : { found, gone, at: { ...stage, sweep }, more: true };
    }
    case 'journal': {
      const read = await journal?.read(of, { stage: at, most: of.most });
      if (read === undefined || read === 'expired')
        return { found: [], gone: [], at: searchFrom(at.at, await journal?.end()), more: true };
      return { found: read.found, gone: read.gone, at: read.stage, more: read.more };
    }
  }
}

/** The stretch as the port has it: no more than asked for, the oldest first; what has no room is told next. */
function answer(
  { object, most }: Asked,
  {
    stretch,
    fields,
    records,
    merged,
  }: { stretch: Stretch; fields: string | undefined; records: CrmRecord[]; merged: readonly string[] },
): CrmChanges {
  const told = new Set(merged);
  const made = stretch.found
    .map((record) => ({ record, ids: mergedIds(record) }))
    .filter(({ record, ids }) => ids.length > 0 && !told.has(markOf(record, ids)));
  const ends = made.flatMap(({ record, ids }) =>
    ids.map((id) => mergedRecord(object, id, { id: record.id, at: modifiedAt(object, record) })),
  );
  const gone = [...ends, ...stretch.gone];
  const room = Math.max(0, most - records.length);
  const owed = gone
    .slice(room, room + MOST_OWED)
    .map(({ id, mergedInto: into, modifiedAt: at }) => ({ id, into, at: epochMs(at) }));
  return {
    // What was merged comes before the record that was made of it: it is known then whose that is.
    records: [...gone.slice(0, room), ...records].sort((one, other) => one.modifiedAt - other.modifiedAt),
    cursor: writeCursor({
      at: stretch.at,
      fields,
      owed,
      more: stretch.more,
      merged: [...merged, ...made.map(({ record, ids }) => markOf(record, ids))],
    }),
    more: stretch.more || owed.length > 0,
  };
}

function markOf({ id }: HubspotRecord, ids: readonly string[]): string {
  return `${id}:${ids.length}`;
}
