import { refusalOfExpected, type Expected } from '../../domain/kernel/expected.ts';
import type { Refusal } from '../../domain/kernel/refusal.ts';
import { readyMadeIds } from '../../domain/records/ready-made.ts';
import type { Store } from '../../ports/store.ts';
import { countRecords } from './count-records.ts';
import { describeUses, usesOfRecordType } from './record-type-uses.ts';

/** Deletes a record type (E1); refused while there are records of it or filters over it, and of a ready-made one always. */
export async function deleteRecordType(
  ports: { store: Pick<Store, 'recordTypes' | 'records' | 'filters' | 'automations'> },
  request: { organisation: string; id: string; expected: Expected },
): Promise<{ kind: 'deleted' } | Refusal> {
  const { organisation, id, expected } = request;
  if (readyMadeIds.includes(id)) {
    return { kind: 'conflict', detail: `The record type “${id}” is ready-made: it cannot be deleted.` };
  }
  const [existing, { none, words }, uses] = await Promise.all([
    ports.store.recordTypes.get(organisation, id),
    countRecords(ports.store, organisation, id),
    usesOfRecordType(ports.store, organisation, id),
  ]);

  if (existing === undefined) return { kind: 'not-found', what: 'record type', id };
  const refused = refusalOfExpected(expected, existing.revision);
  if (refused) return refused;
  if (!none) return { kind: 'conflict', detail: `There are ${words} of this type: delete them first.` };
  const [first] = uses;
  if (first !== undefined) {
    const detail = `The record type is used by ${describeUses(uses)}: delete ${uses.length === 1 ? 'it' : 'them'} first.`;
    return { kind: 'conflict', detail, id: first.id };
  }

  await ports.store.recordTypes.remove(organisation, id);
  return { kind: 'deleted' };
}
