import { ContentionError } from './contention-error.ts';
import { ItemTooLargeError } from './item-too-large-error.ts';
import { bearingThoseOf } from './newer-attributes.ts';
import type { IdOf, Documents, Stored } from './documents.ts';

/** What is to be stored; its revision is counted by whoever writes it. */
type Unsaved<T extends Stored> = T extends Stored ? Omit<T, 'revision'> : never;

/** What a decision on an item says: write this, leave it as it is, or refuse, with data of its own. */
export type ItemDecision<T extends Stored> = { write: Unsaved<T> } | 'unchanged' | { refuse: unknown };

/**
 * How changing an item ended, of what its decision can say. `item`: as it is now; undefined when there is none. `facts`:
 * what was gathered for the last decision.
 */
export type ItemChange<T extends Stored, Decision extends ItemDecision<T>, Facts = undefined> = {
  facts: Facts;
} & (
  | { kind: 'written'; item: T }
  | ('unchanged' extends Decision ? { kind: 'unchanged'; item: T | undefined } : never)
  | (Decision extends { refuse: infer Why } ? { kind: 'refused'; item: T | undefined; why: Why } : never)
);

/** The item to change, and what each round of a change does beside deciding. */
export type ChangeOf<T extends Stored, Facts> = {
  organisation: string;
  id: IdOf<T>;
  /** Reads what the decision needs to know beside the item, after the item itself. */
  gather?: (item: T | undefined) => Promise<Facts>;
  /**
   * Does what must be done before the item is written, so that it cannot be without, such as a wake-up. The round may
   * then be lost to somebody else's change, and the next one does it again: it has to be harmless alone and twice.
   */
  before?: (next: T, item: T | undefined) => Promise<void>;
  /** The item as it was just read, to save the first read. */
  known?: { item: T | undefined };
  /** The item to write instead where the store finds it too large; absent: that is thrown. */
  fit?: (next: T) => T;
};

/** Rounds that may be lost to others before the work is given back. */
const ROUNDS = 8;

/**
 * The one optimistic loop: reads an item, decides what it becomes, and writes it if nobody changed it in between; else
 * it reads and decides again (F4). The decision is synchronous, and made of what it is given alone.
 *
 * @throws ContentionError when others kept changing the item.
 * @throws ItemTooLargeError
 */
export async function change<T extends Stored, Decision extends ItemDecision<T>, Facts = undefined>(
  documents: Pick<Documents<T>, 'get' | 'put'>,
  { organisation, id, gather, before, known, fit }: ChangeOf<T, Facts>,
  decide: (item: T | undefined, facts: Facts) => Decision,
): Promise<ItemChange<T, Decision, Facts>> {
  type Change = ItemChange<T, Decision, Facts>;
  for (let round = 0; round < ROUNDS; round += 1) {
    const item = round === 0 && known ? known.item : await documents.get(organisation, id);
    const facts = (await gather?.(item)) as Facts;
    const decision: ItemDecision<T> = decide(item, facts);
    if (decision === 'unchanged') return { kind: 'unchanged', item, facts } as Change;
    if ('refuse' in decision) return { kind: 'refused', item, facts, why: decision.refuse } as Change;
    const next = bearingThoseOf(item, { ...decision.write, revision: (item?.revision ?? 0) + 1 }) as T;
    await before?.(next, item);
    const written = await write(documents, next, item?.revision ?? 'absent', fit);
    if (written !== 'conflict') return { kind: 'written', item: written, facts };
  }
  throw new ContentionError(`${id} of ${organisation} is contended`);
}

/** Writes the item, or what fits of it. */
async function write<T extends Stored>(
  documents: Pick<Documents<T>, 'put'>,
  next: T,
  expected: 'absent' | number,
  fit?: (next: T) => T,
): Promise<T | 'conflict'> {
  try {
    return (await documents.put(next, expected)) === 'written' ? next : 'conflict';
  } catch (error) {
    if (fit === undefined || !(error instanceof ItemTooLargeError)) throw error;
    return write(documents, fit(next), expected);
  }
}
