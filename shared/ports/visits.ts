import type { Visit } from '../domain/tracking/visit.ts';

/** Where openings and clicks wait until it is decided whose they were. */
export type VisitQueue = {
  /** Hands a visit on, to come out after so many seconds at the earliest; it may come out twice. */
  later(visit: Visit, seconds: number): Promise<void>;
};
