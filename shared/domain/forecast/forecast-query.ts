import * as z from 'zod/mini';
import { number, sequenceIdText, text, userIdText, zone } from '../kernel/shapes.ts';
import { instant } from '../time/instant-text.ts';

/** Which leads a forecast is for: named ones, all of an owner, all that the caller can access, or imaginary ones before there are any. */
const forecastLeads = z.union([
  z.object({ ids: z.array(text) }),
  z.object({ owner: text }),
  z.object({ all: z.literal(true) }),
  z.object({ count: number, zone: z.optional(zone) }),
]);
export type ForecastLeads = z.output<typeof forecastLeads>;

/** Leads to be enrolled, in whose name; undefined: each in the name of its owner. */
const forecastEnrollment = z.object({ leads: forecastLeads, userId: z.optional(userIdText) });
export type ForecastEnrollment = z.output<typeof forecastEnrollment>;

/** What a forecast is asked for: leads to be enrolled, or without them what is enrolled already. */
export const forecastQuery = z.object({
  sequenceId: z.optional(sequenceIdText),
  /** The draft, as if it were published now. */
  draft: z.boolean(),
  leads: z.optional(forecastLeads),
  /** In whose name they would be enrolled; of what is enrolled already: only what goes out in this name. */
  userId: z.optional(userIdText),
  /** Leads that are enrolled in the name of several users, one after the other; never beside `leads` and `userId`. */
  enrollments: z.optional(z.array(forecastEnrollment)),
  /** When they would be enrolled; undefined: now. */
  startAt: z.optional(instant),
  /** Minutes from when a task appears until it is done. */
  taskMinutes: number,
});
export type ForecastQuery = z.output<typeof forecastQuery>;

/** What a query would enroll, in its order; nothing: it is of what is enrolled already. @param by who asks */
export function enrollmentsOf(query: ForecastQuery, by: string): readonly ForecastEnrollment[] {
  const { enrollments, leads, userId = by } = query;
  return enrollments ?? (leads === undefined ? [] : [{ leads, userId }]);
}

/** How much one forecast takes in. `inJob`: what is asked is a job already. */
export type ForecastLimits = { leads: number; underWay: number; inJob: boolean };
