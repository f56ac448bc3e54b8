import { refusalOfExpected, type Expected } from '../domain/kernel/expected.ts';
import type { Refusal } from '../domain/kernel/refusal.ts';
import type { Documents, Stored } from '../ports/documents.ts';
import { bearingThoseOf } from '../ports/newer-attributes.ts';

/** What was written. */
export type Saved<T> = { kind: 'saved'; item: T; created: boolean };

/**
 * Writes an item over the one that was read, if that is what the caller believes is there. Of two people who change
 * one thing, the second is told.
 */
export async function saveItem<T extends Stored>(
  documents: Pick<Documents<T>, 'put'>,
  existing: T | undefined,
  next: Omit<T, 'revision'>,
  expected: Expected,
): Promise<Saved<T> | Refusal> {
  const refused = refusalOfExpected(expected, existing?.revision);
  if (refused) return refused;
  const item = bearingThoseOf(existing, { ...next, revision: (existing?.revision ?? 0) + 1 }) as T;
  if ((await documents.put(item, existing?.revision ?? 'absent')) === 'written') {
    return { kind: 'saved', item, created: existing === undefined };
  }
  return { kind: 'changed', revision: item.revision };
}
