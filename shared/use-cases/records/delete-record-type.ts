import { refusalOfExpected, type Expected } from '../../domain/kernel/expected.ts';
import type { Refusal } from '../../domain/kernel/refusal.ts';
import { readyMadeIds } from '../../domain/records/ready-made.ts';
import type { Store } from '../../ports/store.ts';
import { countRecords } from './count-records.ts';

/** Deletes a record type (E1); refused while there are records of it, and of a ready-made one always. */
export async function deleteRecordType(
  ports: { store: Pick<Store, 'recordTypes' | 'records'> },
  request: { organisation: string; id: string; expected: Expected },
): Promise<{ kind: 'deleted' } | Refusal> {
  const { organisation, id, expected } = request;
  if (readyMadeIds.includes(id)) {
    return { kind: 'conflict', detail: `The record type “${id}” is ready-made: it cannot be deleted.` };
  }
  const [existing, { none, words }] = await Promise.all([
    ports.store.recordTypes.get(organisation, id),
    countRecords(ports.store, organisation, id),
  ]);

  if (existing === undefined) return { kind: 'not-found', what: 'record type', id };
  const refused = refusalOfExpected(expected, existing.revision);
  if (refused) return refused;
  if (!none) return { kind: 'conflict', detail: `There are ${words} of this type: delete them first.` };

  await ports.store.recordTypes.remove(organisation, id);
  return { kind: 'deleted' };
}
