import type { Instant } from '../kernel/instant.ts';
import { textOf } from './instants.ts';

/** The properties of a type that are instants; of a union, those of each of its members. */
export type InstantOf<T> = T extends unknown
  ? { [Name in keyof T]-?: NonNullable<T[Name]> extends Instant ? Name & string : never }[keyof T]
  : never;

/** A type with its instants as texts. */
type WithTexts<T> = {
  [Name in keyof T]: NonNullable<T[Name]> extends Instant ? Exclude<T[Name], Instant> | string : T[Name];
};

/**
 * A value with the instants of these properties as text, in the order of the value: for what is sent, and for what is
 * stored with every step, where encoding by a schema takes longer. Name them by `Record<InstantOf<T>, true>`, so that
 * none is forgotten.
 */
export function withTexts<T extends object>(
  value: T,
  names: Readonly<Record<InstantOf<T>, true>>,
): WithTexts<T> {
  const told: Record<string, unknown> = { ...(value as object) };
  for (const name in names) {
    const at = told[name];
    if (typeof at === 'number') told[name] = textOf(at as Instant);
  }
  return told as WithTexts<T>;
}
