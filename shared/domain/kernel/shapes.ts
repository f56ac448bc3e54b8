import * as z from 'zod/mini';
import type { LocalDate, LocalTime, Zone } from './instant.ts';

/** Values that many shapes hold. What more must hold of them is checked where they come from outside. */
export const text = z.string();
export const number = z.number();

/** A text of a meaning of its own; who wrote it has seen to it that it has that meaning. */
const textOf = <Text extends string>() => text as unknown as z.ZodMiniType<Text, Text>;
export const localDay = textOf<LocalDate>();
export const localTime = textOf<LocalTime>();
export const zone = textOf<Zone>();

/** What every document has: whose it is, its id among its kind, and the number of its last change. */
export const identity = { organisation: text, id: text, revision: number };
