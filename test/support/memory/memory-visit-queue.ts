import { plusSeconds } from '#shared/domain/time/instants.ts';
import type { Visit } from '#shared/domain/tracking/visit.ts';
import type { Instant } from '#shared/domain/kernel/instant.ts';
import type { Clock } from '#shared/ports/clock.ts';
import type { VisitQueue } from '#shared/ports/visits.ts';

/** The queue of visits in memory: each with the instant at which it comes out. */
export type MemoryVisitQueue = VisitQueue & { waiting: { visit: Visit; at: Instant }[] };

export function memoryVisitQueue(clock: Clock): MemoryVisitQueue {
  const waiting: MemoryVisitQueue['waiting'] = [];
  return {
    waiting,
    async later(visit, seconds) {
      waiting.push({ visit, at: plusSeconds(clock.now(), seconds) });
    },
  };
}
