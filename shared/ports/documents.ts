/** What every stored item has: the organisation it belongs to, its id within it, and a revision raised by each change. */
export type Stored = { organisation: string; revision: number };

/** What names an item of a collection: its own kind of id, where it has one. */
export type IdOf<T> = T extends { id: infer Id extends string } ? Id : string;

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
  get(organisation: string, id: IdOf<T>): Promise<T | undefined>;
  /** Several items in any order, absent ones left out, read consistently. */
  getMany(organisation: string, ids: readonly IdOf<T>[]): Promise<T[]>;
  /**
   * Writes the item if the stored one has the revision expected (`absent`: if there is none).
   * `conflict`: somebody else changed it; read again and decide again.
   * @throws ItemTooLargeError
   */
  put(item: T, expected: 'absent' | number): Promise<'written' | 'conflict'>;
  /** Removes the item; removing what is not there is fine. */
  remove(organisation: string, id: IdOf<T>): Promise<void>;
  /** Items of an organisation by id, or those that an index or a group (see the collection) holds, in its order. */
  list(
    organisation: string,
    options: PageRequest & {
      query?: IndexQuery<Index> | undefined;
      group?: string | undefined;
      /** In the opposite order, the last one first. */
      backwards?: true | undefined;
    },
  ): Promise<Page<T>>;
  /** The items of one group from one id to another, both included, in its order, read consistently: a few. */
  between(organisation: string, from: IdOf<T>, upTo: IdOf<T>): Promise<T[]>;
  /**
   * Every item of every organisation, in no order, eventually consistent: for what concerns the whole stage.
   * @param passOver told of items that cannot be read, which are passed over; without it they are thrown.
   */
  scan(passOver?: (unreadable: Error) => void): AsyncIterable<T>;
  /** A stretch of one part of what {@link scan} reads; the parts are read side by side. */
  scanPart(part: Part): Promise<Stretch<T>>;
  /**
   * A stretch of one part of an index, of every organisation: only what the index itself holds, which is small. For
   * tables whose items are sorted by their ids.
   */
  scanIndex(index: Index, part: Part): Promise<Stretch<IndexEntry>>;
};

/** One of the equal parts that a table is cut into, counted from 0, and from where in it to read on. */
export type Part = { number: number; of: number; cursor?: string | undefined };

/** What was read of a part; `cursor` is absent on its last stretch. */
export type Stretch<T> = { items: T[]; unreadable: Error[]; cursor?: string | undefined };

/** What an index holds of an item. */
export type IndexEntry = {
  organisation: string;
  id: string;
  /** Under what of the organisation, or of the stage, it is in the index, and where in the order. */
  of: string;
  order: string;
  /** The attribute that the index carries, as it is stored. */
  carried: unknown;
};
