import type { Instant } from '#shared/domain/kernel/instant.ts';
import { textOf } from '#shared/domain/time/instants.ts';
import type { Clock } from '#shared/ports/clock.ts';

/** A clock that stands still until it is set. No clock goes back: setting it back throws. */
export type MemoryClock = Clock & { set(now: Instant): void };

export function memoryClock(start: Instant): MemoryClock {
  let now = start;
  return {
    now: () => now,
    set(later) {
      if (!Number.isSafeInteger(later) || later < now)
        throw new Error(`The clock cannot go back from ${textOf(now)} to ${textOf(later)}`);
      now = later;
    },
  };
}
