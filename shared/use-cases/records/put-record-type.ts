import type { Expected } from '../../domain/kernel/expected.ts';
import type { Refusal } from '../../domain/kernel/refusal.ts';
import { readyMadeIds, readyMadeType, typeInForce } from '../../domain/records/ready-made.ts';
import { mostRecordTypes, type RecordType } from '../../domain/records/record-type.ts';
import { lossesOf, recordTypeProblems } from '../../domain/records/validate-record-type.ts';
import type { Store } from '../../ports/store.ts';
import { listAll } from '../list-all.ts';
import { saveItem, type Saved } from '../save-item.ts';
import { countRecords } from './count-records.ts';

/**
 * Makes or replaces a record type (E1). One that has records loses no field that they may have, and no choice; a ready-made
 * one never does.
 */
export async function putRecordType(
  ports: { store: Pick<Store, 'recordTypes' | 'records'> },
  request: { type: Omit<RecordType, 'revision'>; expected: Expected },
): Promise<Saved<RecordType> | Refusal> {
  const { type, expected } = request;
  const { organisation, id } = type;
  const stored = await listAll(ports.store.recordTypes, organisation);
  const existing = stored.find((each) => each.id === id);

  const problems = recordTypeProblems(type, readyMadeType(organisation, id));
  if (problems.length > 0) return { kind: 'invalid', problems };
  const count = new Set([...readyMadeIds, ...stored.map((each) => each.id), id]).size;
  if (count > mostRecordTypes) {
    return { kind: 'conflict', detail: `There would be ${count} record types, ${mostRecordTypes} at most.` };
  }
  const before = typeInForce(organisation, id, existing);
  const losses = before === undefined ? [] : lossesOf(before, type);
  if (losses.length > 0) {
    const { words, none } = await countRecords(ports.store, organisation, id);
    if (!none) return { kind: 'conflict', detail: `There are ${words} of this type: ${losses.join(' ')}` };
  }
  return saveItem(ports.store.recordTypes, existing, type, expected);
}
