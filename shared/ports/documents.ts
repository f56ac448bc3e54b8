/** What every stored item has: the organisation it belongs to, its id within it, and a revision raised by each change. */
export type Stored = { organisation: string; revision: number };

/** A page of a list; `cursor` is absent on the last one. */
export type Page<T> = { items: T[]; cursor?: string | undefined };

/** What a page of a list is asked for by. */
export type PageRequest = { limit: number; cursor?: string | undefined };

/** Where in an index to look: its partition, and from where to where in its order. */
export type IndexQuery<Index extends string> = {
  index: Index;
  /** Within the organisation: the user, sequence, lane … that the index is by. */
  of: string;
  /** Only items whose order is at or after it. */
  from?: string | undefined;
  /** Only items whose order begins at or before it: `0#2027-03` takes in all of March. */
  upTo?: string | undefined;
};

/**
 * A collection of stored items of one kind. Every write is one conditional write on one item: it names the revision
 * that it expects, so that nothing is overwritten unseen (F4).
 */
export type Documents<T extends Stored, Index extends string = never> = {
  /** The item, read consistently; undefined when there is none. */
  get(organisation: string, id: string): Promise<T | undefined>;
  /** Several items in any order, absent ones left out, read consistently. */
  getMany(organisation: string, ids: readonly string[]): Promise<T[]>;
  /**
   * Writes the item if the stored one has the revision expected (`absent`: if there is none).
   * `conflict`: somebody else changed it; read again and decide again.
   * @throws ItemTooLargeError
   */
  put(item: T, expected: 'absent' | number): Promise<'written' | 'conflict'>;
  /** Removes the item; removing what is not there is fine. */
  remove(organisation: string, id: string): Promise<void>;
  /** Items of an organisation by id, or those that an index or a group (see the collection) holds, in its order. */
  list(
    organisation: string,
    options: PageRequest & {
      query?: IndexQuery<Index> | undefined;
      group?: string | undefined;
    },
  ): Promise<Page<T>>;
  /** Every item of every organisation, in no order, eventually consistent: for what concerns the whole stage. */
  scan(): AsyncIterable<T>;
};
