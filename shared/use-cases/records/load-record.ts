import { isThere, type StoredRecord } from '../../domain/records/record.ts';
import type { Store } from '../../ports/store.ts';

type Records = Pick<Store, 'records'>;

/** A record; undefined where there is none or where it was deleted. */
export async function loadRecord(
  store: Records,
  organisation: string,
  id: string,
): Promise<StoredRecord | undefined> {
  const record = await store.records.get(organisation, id);
  return isThere(record) ? record : undefined;
}
