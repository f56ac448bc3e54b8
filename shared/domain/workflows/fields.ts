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
