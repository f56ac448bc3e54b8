import type * as z from 'zod';
import type { Operations } from '#shared/contracts/api/operations.ts';

type Each = Operations[keyof Operations];

/** Method and path of an operation, as the contract writes it: `GET /v1/leads/{id}`. */
export type Address = Each['on'];

/** Addresses of operations that only read. */
export type Reading = Extract<Address, `GET ${string}`>;

type Of<A extends Address> = Extract<Each, { on: A }>;

/** What stands in the JSON of a schema. */
type Wire<Schema> = Schema extends z.ZodType ? z.input<Schema> : never;

/** The answer of an operation, as JSON. */
export type Answer<A extends Address> =
  Of<A> extends { returns: { bodyKind: 'csv' } }
    ? string
    : Of<A> extends { returns: { body: infer Body } }
      ? Wire<Body>
      : undefined;

type Params<A extends Address> =
  Of<A> extends { params: infer Schema }
    ? { params: { [Name in keyof Wire<Schema>]: string } }
    : { params?: undefined };
type Query<A extends Address> =
  Of<A> extends { query: infer Schema }
    ? { query?: { [Name in keyof Wire<Schema>]?: string | number | undefined } }
    : { query?: undefined };
type Body<A extends Address> =
  Of<A> extends { bodyOptional: true; body: infer Schema }
    ? { body?: Wire<Schema> }
    : Of<A> extends { body: infer Schema }
      ? { body: Wire<Schema> }
      : { body?: undefined };

/** What an operation is asked with. */
export type Asked<A extends Address> = Params<A> & Query<A> & Body<A>;

/** One of the items of a list's answer. */
export type ItemOf<A extends Address> = Answer<A> extends { items: readonly (infer Item)[] } ? Item : never;

/** Lists that are read page by page. */
export type Listing = {
  [A in Reading]: Answer<A> extends { items: readonly unknown[] } ? A : never;
}[Reading];
