import { plusSeconds } from '#shared/domain/time/instants.ts';
import type { TrackingHit } from '#shared/domain/tracking/tracking-hit.ts';
import type { Instant } from '#shared/domain/kernel/instant.ts';
import type { Clock } from '#shared/ports/clock.ts';
import type { HitQueue } from '#shared/ports/hit-queue.ts';

/** The queue of hits in memory: each with the instant at which it comes out. */
export type MemoryHitQueue = HitQueue & { waiting: { hit: TrackingHit; at: Instant }[] };

export function memoryHitQueue(clock: Clock): MemoryHitQueue {
  const waiting: MemoryHitQueue['waiting'] = [];
  return {
    waiting,
    async later(hit, seconds) {
      waiting.push({ hit, at: plusSeconds(clock.now(), seconds) });
    },
  };
}
