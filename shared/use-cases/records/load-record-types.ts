import type { RecordType } from '../../domain/records/record-type.ts';
import { readyMadeIds, typeInForce } from '../../domain/records/ready-made.ts';
import type { Store } from '../../ports/store.ts';
import { listAll } from '../list-all.ts';

type RecordTypes = Pick<Store, 'recordTypes'>;

/** A record type as it applies: the organisation's own, or a ready-made one. Undefined: there is none of this id. */
export async function loadRecordType(
  store: RecordTypes,
  organisation: string,
  id: string,
): Promise<RecordType | undefined> {
  return typeInForce(organisation, id, await store.recordTypes.get(organisation, id));
}

/** Every record type of an organisation as it applies, by id. */
export async function loadRecordTypes(store: RecordTypes, organisation: string): Promise<RecordType[]> {
  const stored = new Map((await listAll(store.recordTypes, organisation)).map((type) => [type.id, type]));
  const ids = new Set([...readyMadeIds, ...stored.keys()]);
  return [...ids].toSorted().flatMap((id) => typeInForce(organisation, id, stored.get(id)) ?? []);
}
