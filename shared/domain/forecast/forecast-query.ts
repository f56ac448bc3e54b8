import type { Instant, Zone } from '../kernel/instant.ts';

/** Which leads a forecast is for: named ones, all of an owner, all in reach, or imaginary ones before there are any. */
export type ForecastLeads =
  { ids: readonly string[] } | { owner: string } | { all: true } | { count: number; zone?: Zone | undefined };

/** What a forecast is asked for: leads to be enrolled, or without them what is enrolled already. */
export type ForecastQuery = {
  sequenceId?: string | undefined;
  /** The draft, as if it were published now. */
  draft: boolean;
  leads?: ForecastLeads | undefined;
  /** In whose name they would be enrolled; of what is enrolled already: only what goes out in this name. */
  userId?: string | undefined;
  /** When they would be enrolled; undefined: now. */
  startAt?: Instant | undefined;
  /** Minutes from when a task appears until it is done. */
  taskMinutes: number;
};

/** How much one forecast takes in. `inJob`: what is asked is a job already. */
export type ForecastLimits = { leads: number; underWay: number; inJob: boolean };
