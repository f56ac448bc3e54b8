import * as z from 'zod/mini';
import { text, number } from '../kernel/shapes.ts';

/** A value that a trigger or an action takes: what it is, and how it is described. Contracts make their schemas of it. */
export type Field = {
  description: string;
  example: string | number;
  /** It may be left out. */
  optional?: true;
} & (
  | { is: 'user' }
  | { is: 'sequence' }
  /** A whole number; `most` in words, such as “a year”. */
  | { is: 'whole'; unit?: string; least: number; most: number; mostText: string }
  | { is: 'choice'; of: readonly [string, ...string[]] }
  /** One line of a person. */
  | { is: 'line'; called: string; longest: number }
);

/** Values by name. */
export type Fields = Readonly<Record<string, Field>>;

type ValueOf<F> = F extends { is: 'whole' }
  ? number
  : F extends { is: 'choice'; of: readonly (infer Choice)[] }
    ? Choice
    : string;
type Optional<Of> = { [Name in keyof Of]: Of[Name] extends { optional: true } ? Name : never }[keyof Of];

/** The values that fields describe. */
export type ValuesOf<Of> = { [Name in Exclude<keyof Of, Optional<Of>>]: ValueOf<Of[Name]> } & {
  [Name in Optional<Of>]?: ValueOf<Of[Name]> | undefined;
};

/** One of a table of things, by `type`, with the values that it takes. */
export type OneOf<Table> = {
  [Type in keyof Table]: { type: Type } & (Table[Type] extends { fields: infer Of extends Fields }
    ? ValuesOf<Of>
    : unknown);
}[keyof Table];

/** The shape of one of several things by `type`, each with its values, as their table describes them. */
export function oneOf<One extends { type: string }>(
  types: readonly One['type'][],
  fieldsOf: (type: One['type']) => Fields,
): z.ZodMiniType<One> {
  const options = types.map((type) => {
    const values = Object.entries(fieldsOf(type)).map(([name, field]) => [name, valueOf(field)]);
    return z.object({ type: z.literal(type), ...Object.fromEntries(values) });
  });
  // The members are made at run time: their types are those of the table.
  return z.discriminatedUnion('type', options as [(typeof options)[0]]) as unknown as z.ZodMiniType<One>;
}

function valueOf(field: Field): z.ZodMiniType {
  const value = field.is === 'whole' ? number : field.is === 'choice' ? z.enum(field.of) : text;
  return field.optional === true ? z.optional(value) : value;
}
