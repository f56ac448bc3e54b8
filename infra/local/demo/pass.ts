import { earliest, later, type InstantText } from '../clock.ts';
import type { System } from '../system.ts';
import type { Progress } from './progress.ts';
import type { Actor } from './actor.ts';

export const MINUTES_A_DAY = 24 * 60;

/** Lets the days pass: from one thing that somebody does to the next and, between them, from wake-up to wake-up. */
export async function pass(
  system: System,
  { start, end }: { start: InstantText; end: InstantText },
  actors: readonly Actor[],
  reach: Progress['reach'] = () => undefined,
): Promise<void> {
  const look = 8 * 60 * 60;
  let now = start;
  let tick = later(now, look);
  while (now < end) {
    const next = earliest([tick, end, ...actors.map((actor) => actor.next())]) ?? end;
    now = next > now ? next : now;
    await system.runUntil(now);
    for (const actor of actors) await actor.act(now);
    if (now < tick && now < end) continue;
    for (const actor of actors) await actor.look(now);
    tick = later(now, look);
    reach(Math.floor((Date.parse(now) - Date.parse(start)) / (MINUTES_A_DAY * 60_000)), now.slice(0, 10));
  }
  await system.drain();
  // What the report says is accounted for is what the sweep counts.
  await system.sweep();
}
