import type { Instant } from '../kernel/instant.ts';
import { epochSeconds, plusSeconds } from '../time/instants.ts';
import type { StoredRecord } from './record.ts';

/** How long what is left of a deleted record is kept at least, in seconds: until its deletion has been told of for sure. */
const keptSeconds = 7 * 24 * 60 * 60;

/** What is left of a record that is deleted: that it was there, and the event that tells of it (E1). */
export function deletedRecord(
  record: StoredRecord,
  by: string,
  now: Instant,
): Omit<StoredRecord, 'revision'> {
  const { id, typeId, sourceId } = record;
  return {
    ...record,
    values: {},
    changedAt: now,
    deletedAt: now,
    expiresAt: epochSeconds(plusSeconds(now, keptSeconds)),
    events: [{ type: 'record-deleted', record: id, recordType: typeId, sourceId, by }],
  };
}
