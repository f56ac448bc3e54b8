import * as z from 'zod/mini';
import { text } from './shapes.ts';

/** Where a setting was decided: the nearest level replaces the whole value. */
export const settingSource = z.object({
  level: z.enum(['user', 'group', 'organisation', 'default']),
  id: text,
});
export type SettingSource = z.output<typeof settingSource>;

/** A value as it applies, and who decided it. */
export type Sourced<Value> = { value: Value; source: SettingSource };

/** A wall-clock time that the day does not have, or has twice (A2). */
export const wallClockOddity = z.object({
  kind: z.literal('calendar'),
  rule: z.enum(['dst-gap', 'dst-fold']),
});
export type WallClockOddity = z.output<typeof wallClockOddity>;
