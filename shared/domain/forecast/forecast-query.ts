import type { Instant, Zone } from '../kernel/instant.ts';

/** Which leads a forecast is for: named ones, all of an owner, all that the caller can access, or imaginary ones before there are any. */
export type ForecastLeads =
  { ids: readonly string[] } | { owner: string } | { all: true } | { count: number; zone?: Zone | undefined };

/** Leads to be enrolled, in whose name; undefined: each in the name of its owner. */
export type ForecastEnrollment = { leads: ForecastLeads; userId?: string | undefined };

/** What a forecast is asked for: leads to be enrolled, or without them what is enrolled already. */
export type ForecastQuery = {
  sequenceId?: string | undefined;
  /** The draft, as if it were published now. */
  draft: boolean;
  leads?: ForecastLeads | undefined;
  /** In whose name they would be enrolled; of what is enrolled already: only what goes out in this name. */
  userId?: string | undefined;
  /** Leads that are enrolled in the name of several users, one after the other; never beside `leads` and `userId`. */
  enrollments?: readonly ForecastEnrollment[] | undefined;
  /** When they would be enrolled; undefined: now. */
  startAt?: Instant | undefined;
  /** Minutes from when a task appears until it is done. */
  taskMinutes: number;
};

/** What a query would enroll, in its order; nothing: it is of what is enrolled already. @param by who asks */
export function enrollmentsOf(query: ForecastQuery, by: string): readonly ForecastEnrollment[] {
  const { enrollments, leads, userId = by } = query;
  return enrollments ?? (leads === undefined ? [] : [{ leads, userId }]);
}

/** How much one forecast takes in. `inJob`: what is asked is a job already. */
export type ForecastLimits = { leads: number; underWay: number; inJob: boolean };
