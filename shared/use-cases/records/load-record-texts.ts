import { recordTexts, type RecordTexts } from '../../domain/records/record-texts.ts';
import { typeInForce } from '../../domain/records/ready-made.ts';
import { isThere } from '../../domain/records/record.ts';
import type { EngineStore } from '../../ports/store.ts';

type RecordTextStore = Pick<EngineStore, 'records' | 'recordTypes' | 'users'>;

/** What templates reach of a record; undefined where there is none, so that its variables are missing (D8). */
export async function loadRecordText(
  store: RecordTextStore,
  organisation: string,
  recordId: string | undefined,
): Promise<RecordTexts | undefined> {
  if (recordId === undefined) return undefined;
  return (await loadRecordTexts(store, organisation, [recordId])).get(recordId);
}

/** The same of several records, by their ids. */
export async function loadRecordTexts(
  store: RecordTextStore,
  organisation: string,
  recordIds: readonly string[],
): Promise<ReadonlyMap<string, RecordTexts>> {
  const ids = [...new Set(recordIds)];
  if (ids.length === 0) return new Map();
  const records = (await store.records.getMany(organisation, ids)).filter(isThere);
  const typeIds = [...new Set(records.map(({ typeId }) => typeId))];
  const stored = new Map(
    (await store.recordTypes.getMany(organisation, typeIds)).map((type) => [type.id, type]),
  );
  const typed = records.flatMap((record) => {
    const type = typeInForce(organisation, record.typeId, stored.get(record.typeId));
    return type === undefined ? [] : [{ record, type }];
  });
  const userIds = typed.flatMap(({ record, type }) =>
    type.fields.flatMap((field) => {
      const value = field.type === 'user' ? record.values[field.name] : undefined;
      return typeof value === 'string' ? [value] : [];
    }),
  );
  const users = userIds.length === 0 ? [] : await store.users.getMany(organisation, [...new Set(userIds)]);
  const names = new Map(users.map(({ id, name }) => [id, name]));
  return new Map(
    typed.map(({ record, type }) => [record.id, recordTexts(record, type, (id) => names.get(id))]),
  );
}
