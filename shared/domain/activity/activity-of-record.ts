import type { StoredRecord } from '../records/record.ts';
import type { Activity } from './activity.ts';

/**
 * The activity that a change of a record is; undefined where it has no lead to which it could be told. Its id is made from
 * the revision, so that a change seen twice is one activity.
 */
export function activityOfRecord(record: StoredRecord): Activity | undefined {
  const { organisation, id, leadId, revision, changedAt, events } = record;
  if (leadId === undefined || events.length === 0) return undefined;
  return { organisation, leadId, id: `${id}#${revision}`, at: changedAt, events };
}
