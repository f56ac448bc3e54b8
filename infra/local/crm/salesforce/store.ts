import type { Instant } from '../../../../shared/domain/kernel/instant.ts';
import { plusSeconds, startOfSecond, textOf } from '../../../../shared/domain/time/instants.ts';
import { idOf, knownId, type Entity } from './ids.ts';
import { schemaOf, type EntitySchema, type Field } from './schema.ts';

export type Value = string | number | boolean | null;
export type Row = Record<string, Value>;
export type Kept = Exclude<Entity, 'RecordType'>;

/** The records of one organisation, those in the recycle bin among them. Instants are kept as `textOf` writes them. */
export type Store = {
  schema: Record<Kept, EntitySchema>;
  rows: Record<Kept, Map<string, Row>>;
  now(): Instant;
  /** Their clock, so many seconds before ours. */
  skew: { seconds: number };
  locked: Set<string>;
  add(entity: Kept, fields: Readonly<Row>, at?: Instant): string;
  set(entity: Kept, id: string, fields: Readonly<Row>, at?: Instant): void;
  find(entity: Kept, id: string): Row | undefined;
  /** All that it holds, to go on with in another process. */
  state(): StoreState;
  /** Holds this instead of what it held. */
  restore(state: StoreState): void;
};

/** What a store holds, as plain JSON; `last`: the number of the newest id. */
export type StoreState = { last: number; rows: Record<string, Row[]> };

export function storeOf(now: () => Instant): Store {
  const schema = schemaOf();
  const rows = Object.fromEntries(
    Object.keys(schema).map((entity) => [entity, new Map<string, Row>()]),
  ) as Store['rows'];
  const skew = { seconds: 0 };
  let last = 0;
  const here = (): Instant => plusSeconds(now(), skew.seconds);
  // They are stamped by whole seconds.
  const stamped = (at: Instant = here()): string => textOf(startOfSecond(at));
  const store: Store = {
    schema,
    rows,
    now: here,
    skew,
    locked: new Set(),
    add(entity, fields, at) {
      last += 1;
      const id = idOf(entity, last);
      const empty = Object.fromEntries(
        schema[entity].fields.map(({ name, type }): [string, Value] => [
          name,
          type === 'boolean' ? false : null,
        ]),
      );
      rows[entity].set(id, { ...empty, ...fields, Id: id, CreatedDate: stamped(at) });
      store.set(entity, id, {}, at);
      return id;
    },
    set(entity, id, fields, at) {
      const row = store.find(entity, id);
      if (row === undefined) throw new Error(`no ${entity} ${id}`);
      Object.assign(row, fields, { LastModifiedDate: stamped(at), SystemModstamp: stamped(at) });
      if (entity === 'Lead' || entity === 'Contact')
        row['Name'] = [row['FirstName'], row['LastName']]
          .filter((part) => part !== null && part !== undefined)
          .join(' ');
    },
    find: (entity, id) => rows[entity].get(knownId(id) ?? ''),
    state: () => ({
      last,
      rows: Object.fromEntries(Object.entries(rows).map(([entity, of]) => [entity, [...of.values()]])),
    }),
    restore(state) {
      last = state.last;
      for (const [entity, of] of Object.entries(rows)) {
        of.clear();
        for (const row of state.rows[entity] ?? []) of.set(String(row['Id']), row);
      }
    },
  };
  return store;
}

/** A field of an object by its name, in any case. */
export function fieldOf(store: Store, entity: Kept, name: string): Field | undefined {
  return store.schema[entity].fields.find((field) => field.name.toLowerCase() === name.toLowerCase());
}

/** The object of that name, in any case. */
export function entityNamed(store: Store, name: string): Kept | undefined {
  return (Object.keys(store.schema) as Kept[]).find((entity) => entity.toLowerCase() === name.toLowerCase());
}
