import { describeValue } from './describe-value.ts';
import { fieldOf, type RecordType } from './record-type.ts';
import type { StoredRecord } from './record.ts';

/** The values of a record as templates reach them: by the names of its fields, and its `id` and `type`. */
export type RecordTexts = Readonly<Record<string, string>>;

/** A record as texts. Users are told by name; a value of a field that its type no longer has is not told. */
export function recordTexts(
  record: Pick<StoredRecord, 'id' | 'values'>,
  type: Pick<RecordType, 'name' | 'fields'>,
  nameOfUser: (id: string) => string | undefined,
): RecordTexts {
  const texts = Object.entries(record.values).flatMap(([name, value]): [string, string][] => {
    const field = fieldOf(type, name);
    if (field === undefined) return [];
    const text = describeValue(value);
    return [[name, field.type === 'user' ? (nameOfUser(text) ?? text) : text]];
  });
  return Object.fromEntries([...texts, ['id', record.id], ['type', type.name]]);
}
