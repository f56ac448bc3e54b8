import type { ErasedPeople, ErasedPerson } from '../../../domain/erasure/erased-person.ts';
import type { Instant } from '../../../domain/kernel/instant.ts';
import { change } from '../../../ports/change.ts';
import type { Documents, IdOf, Page, PageRequest, Stored } from '../../../ports/documents.ts';
import { walkPages } from '../../../ports/walk.ts';
import type { JobPorts } from '../job-ports.ts';

/** What erasing in a table is given: whose data, and when. */
export type Erasure = {
  ports: JobPorts;
  organisation: string;
  people: readonly ErasedPerson[];
  now: Instant;
};

/** The same of one of the people, in a table that is read by person. */
export type ErasureOfOne = Erasure & { person: ErasedPerson };

/** What a stretch of a table came to; `cursor`: where the next one goes on, absent when the table is through. */
export type Erased = { removed: number; anonymised: number; read: number; cursor?: string | undefined };

/** Erases people in a stretch of a table, of as many items as it says at most. Doing it again finds less, or nothing. */
export type Erase<Of extends Erasure = Erasure> = (
  erasure: Of,
  stretch: { cursor?: string | undefined; most: number },
) => Promise<Erased>;

/** Goes over a list of a table and removes every item of it, or those that `isOf` picks. */
export function removing<T, Of extends Erasure>(
  list: (erasure: Of, page: PageRequest) => Promise<Page<T>>,
  remove: (erasure: Of, item: T) => Promise<unknown>,
  isOf: (people: ErasedPeople, item: T) => boolean = () => true,
): Erase<Of> {
  return async (erasure, { cursor, most }) => {
    const erased: Erased = { removed: 0, anonymised: 0, read: 0 };
    for await (const page of walkPages((request) => list(erasure, request), { cursor, most })) {
      for (const item of page.items) {
        if (!isOf(erasure.people, item)) continue;
        await remove(erasure, item);
        erased.removed += 1;
      }
      erased.read += page.items.length;
      erased.cursor = page.cursor;
    }
    return erased;
  };
}

/** Goes over what a table holds of one person, and removes all of it. */
export function removingEach<T>(
  list: (erasure: ErasureOfOne, page: PageRequest) => Promise<Page<T>>,
  remove: (erasure: ErasureOfOne, item: T) => Promise<unknown>,
): Erase<ErasureOfOne> {
  return removing(list, remove);
}

/** Goes over a list of a table and writes anew, without the people, every item that names one of them. */
export function anonymising<T extends Stored>(
  list: (erasure: Erasure, page: PageRequest) => Promise<Page<T>>,
  documents: (erasure: Erasure) => Pick<Documents<T>, 'get' | 'put'>,
  idOf: (item: T) => IdOf<T>,
  without: (erasure: Erasure, item: T) => T,
): Erase {
  return async (erasure, { cursor, most }) => {
    const erased: Erased = { removed: 0, anonymised: 0, read: 0 };
    for await (const page of walkPages((request) => list(erasure, request), { cursor, most })) {
      for (const item of page.items) {
        if (without(erasure, item) === item) continue;
        const { organisation } = item;
        await change<T, 'unchanged' | { write: never }>(
          documents(erasure),
          { organisation, id: idOf(item) },
          (present) => {
            const changed = present === undefined ? undefined : without(erasure, present);
            return changed === present ? 'unchanged' : { write: changed as never };
          },
        );
        erased.anonymised += 1;
      }
      erased.read += page.items.length;
      erased.cursor = page.cursor;
    }
    return erased;
  };
}
