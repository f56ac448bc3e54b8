import type { Instant } from '#shared/domain/kernel/instant.ts';
import type { Clock } from '#shared/ports/clock.ts';

/** A clock that stands still until it is set. */
export type MemoryClock = Clock & { set(now: Instant): void };

export function memoryClock(start: Instant): MemoryClock {
  let now = start;
  return {
    now: () => now,
    set(later) {
      now = later;
    },
  };
}
