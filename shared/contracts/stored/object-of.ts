import * as z from 'zod/mini';

/** A schema for every property of a type, optional ones included, so that none is forgotten and lost when read back. */
export type Shape<T> = { [Name in keyof T]-?: z.ZodMiniType<T[Name]> };

/** An object schema that names every property of `T` and no other; further fields of what is read are dropped. */
export function objectOf<T>() {
  return <S extends Shape<T>>(
    shape: S & { [Name in Exclude<keyof S, keyof T>]: never },
  ): z.ZodMiniObject<S> => z.object<S>(shape);
}
