import { later, type InstantText } from '../clock.ts';
import type { System } from '../system.ts';
import type { Progress } from './progress.ts';
import type { Reactions } from './reactions.ts';

export const MINUTES_A_DAY = 24 * 60;

/** Lets the days pass: from reaction to reaction and, between them, from wake-up to wake-up. */
export async function pass(
  system: System,
  { start, end }: { start: InstantText; end: InstantText },
  reactions: Reactions,
  reach: Progress['reach'] = () => undefined,
): Promise<void> {
  const look = 8 * 60 * 60;
  let now = start;
  let tick = later(now, look);
  while (now < end) {
    const reaction = reactions.next();
    now =
      [tick, end, ...(reaction === undefined ? [] : [reaction > now ? reaction : now])].toSorted()[0] ?? end;
    await system.runUntil(now);
    await reactions.act(now);
    if (now < tick && now < end) continue;
    await reactions.look();
    tick = later(now, look);
    reach(Math.floor((Date.parse(now) - Date.parse(start)) / (MINUTES_A_DAY * 60_000)), now.slice(0, 10));
  }
  await system.drain();
  // What the report says is accounted for is what the sweep counts.
  await system.sweep();
}
