import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import * as z from 'zod';
import type { Row } from './row.ts';

const history = z.array(
  z.object({
    at: z.string(),
    figures: z.array(z.object({ what: z.string(), value: z.number(), met: z.string() })),
  }),
);
/** What was measured, the oldest first. */
export type History = z.output<typeof history>;

/** A history of measurements; empty where there is none yet. @throws ZodError for another file */
export function readHistory(file: string): History {
  return existsSync(file) ? history.parse(JSON.parse(readFileSync(file, 'utf8'))) : [];
}

/** Adds what was measured now. */
export function appendHistory(file: string, rows: readonly Row[]): void {
  const figures = rows.flatMap(({ what, value, met }) => (value === undefined ? [] : [{ what, value, met }]));
  const all = [...readHistory(file), { at: new Date().toISOString(), figures }];
  writeFileSync(file, `${JSON.stringify(all, undefined, 1)}\n`);
}

/** A line for each figure that is not what it was; of a hundredth less or more nothing is said. */
export function changesOf([before, after]: readonly [History[number], History[number]]): string[] {
  return after.figures.flatMap(({ what, value, met }) => {
    const was = before.figures.find((figure) => figure.what === what)?.value;
    if (was === undefined) return [`new: ${what}: ${value} (${met})`];
    const isAbout = Math.abs(value - was) <= Math.abs(was) / 100;
    return isAbout ? [] : [`${value > was ? 'up' : 'down'}: ${what}: ${was} → ${value} (${met})`];
  });
}
