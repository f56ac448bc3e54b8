import type { RecordType } from '../../domain/records/record-type.ts';
import type { Page, PageRequest } from '../../ports/documents.ts';
import type { Store } from '../../ports/store.ts';
import { loadRecordTypes } from './load-record-types.ts';

/** A page of the record types, by id. There are a hundred at most, so each page reads all; the cursor is the last id of it. */
export async function listRecordTypes(
  store: Pick<Store, 'recordTypes'>,
  organisation: string,
  { limit, cursor }: PageRequest,
): Promise<Page<RecordType>> {
  const types = await loadRecordTypes(store, organisation);
  const left = cursor === undefined ? types : types.filter(({ id }) => id > cursor);
  const items = left.slice(0, limit);
  return left.length > limit ? { items, cursor: items.at(-1)?.id } : { items };
}
