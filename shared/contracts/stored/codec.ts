import * as z from 'zod/mini';
import { $ZodError } from 'zod/v4/core';

/** The two key attributes of every item of every table. */
export type Keys = { partition: string; sort: string };

/** A stored item as the database gives it: its keys, and attributes yet to be checked. */
export type Item = Keys & Record<string, unknown>;

/**
 * How a value is stored. `encode` gives the attributes beside the keys; `decode` reads them back, leaves out what it does
 * not know and throws a ZodError on what it cannot understand. `names`: every attribute that it writes or reads; others
 * are a newer release's, and go back into the item when it is written (F4). So a release puts what is new into an
 * attribute of its own, not into one that former releases write.
 */
export type Codec<T> = {
  names: readonly string[];
  encode(value: T): Record<string, unknown>;
  decode(item: Item): T;
};

/** A codec that stores a value as its schema encodes it: as it is, but for instants. */
export function plain<T extends Record<string, unknown>>(schema: z.ZodMiniType<T>): Codec<T> {
  return {
    names: namesOf(schema),
    encode: (value) => z.encode(schema, value) as Record<string, unknown>,
    decode: (item) => schema.parse(item),
  };
}

/** The names of the attributes of an object, or of any of several. */
export function namesOf(schema: z.core.$ZodType): string[] {
  const { def } = (schema as z.core.$ZodTypes)._zod;
  if (def.type === 'object') return Object.keys(def.shape);
  if (def.type === 'union') return [...new Set(def.options.flatMap(namesOf))];
  throw new Error(`No item is a ${def.type}`);
}

/** A stored item that cannot be read: it was damaged, or written by a release that this one does not understand. */
export class StoredItemError extends Error {
  override readonly name = 'StoredItemError';
  readonly table: string;
  readonly key: Keys;
  /** Where in the item the first fault is. */
  readonly path: string;

  constructor(table: string, key: Keys, cause: $ZodError) {
    const path = cause.issues[0]?.path.join('.') ?? '';
    super(
      `Cannot read ${table} (${key.partition}, ${key.sort}) at "${path}": ${cause.issues[0]?.message ?? ''}`,
      {
        cause,
      },
    );
    this.table = table;
    this.key = key;
    this.path = path;
  }
}

/** Reads an item by its codec. @throws StoredItemError */
export function readItem<T>(table: string, codec: Codec<T>, item: Item): T {
  try {
    return codec.decode(item);
  } catch (error) {
    if (error instanceof $ZodError) {
      throw new StoredItemError(table, { partition: item.partition, sort: item.sort }, error);
    }
    throw error;
  }
}
