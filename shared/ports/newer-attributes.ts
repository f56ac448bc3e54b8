/** Attributes of an item that this release does not know, and the item in which they were read. */
export type NewerAttributes = {
  table: string;
  partition: string;
  sort: string;
  attributes: Readonly<Record<string, unknown>>;
};

/** Copied with a value by `{ ...value }`, and seen by nothing that goes over names: not by JSON, nor by a schema. */
const newer = Symbol('attributes of a newer release');

type Bearing = { [newer]?: NewerAttributes };

/** The value, bearing what a newer release wrote beside it. */
export function bearing<T extends object>(value: T, attributes: NewerAttributes): T {
  return { ...value, [newer]: attributes };
}

/** What a newer release wrote beside a value; undefined: nothing, as almost always. */
export function newerAttributesOf(value: object | undefined): NewerAttributes | undefined {
  return (value as Bearing | undefined)?.[newer];
}

/** What is written over an item, bearing what a newer release wrote into it: a decision may be made of new parts. */
export function bearingThoseOf<T extends object>(before: object | undefined, next: T): T {
  const attributes = newerAttributesOf(before);
  return attributes === undefined ? next : bearing(next, attributes);
}
