import type { TrackingHit } from '../domain/tracking/tracking-hit.ts';

/** Where openings and clicks wait until it is decided whose they were. */
export type HitQueue = {
  /** Hands a hit on, to come out after so many seconds at the earliest; it may come out twice. */
  later(hit: TrackingHit, seconds: number): Promise<void>;
};
