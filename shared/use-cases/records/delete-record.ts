import type { Instant } from '../../domain/kernel/instant.ts';
import type { Refusal } from '../../domain/kernel/refusal.ts';
import type { Caller } from '../../domain/people/access.ts';
import { deletedRecord } from '../../domain/records/delete-record.ts';
import { isThere } from '../../domain/records/record.ts';
import { change } from '../../ports/change.ts';
import type { Store } from '../../ports/store.ts';
import { readRecord } from './read-record.ts';

/** Deletes a record that the caller can access (E1); its lead's activities tell of it. */
export async function deleteRecord(
  ports: { store: Pick<Store, 'records' | 'leads' | 'users'> },
  { caller, id, now }: { caller: Caller; id: string; now: Instant },
): Promise<{ kind: 'deleted' } | Refusal> {
  const found = await readRecord(ports, { caller, id });
  if (found.kind !== 'read') return found;
  const { organisation, userId } = caller;
  await change(ports.store.records, { organisation, id }, (record) =>
    isThere(record) ? { write: deletedRecord(record, userId, now) } : 'unchanged',
  );
  return { kind: 'deleted' };
}
