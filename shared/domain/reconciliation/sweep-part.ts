import * as z from 'zod/mini';
import type { Instant } from '../kernel/instant.ts';
import { number, text } from '../kernel/shapes.ts';
import { secondsBetween } from '../time/instants.ts';
import { instant } from '../time/instant-text.ts';
import { enrollmentCounts, sumOfCounts, type EnrollmentCounts } from './enrollment-counts.ts';

const counts = z.array(z.object({ organisation: text, counts: enrollmentCounts }));

/**
 * How far the sweep of one part of the enrollments is. A round reads the queues and those under way, or, once a day, all
 * there are: only that proves that none is missing, and counts those that are over.
 */
export const sweepPart = z.object({
  /** `EVERY_ORGANISATION`. */
  organisation: text,
  /** See {@link sweepPartId}. */
  id: text,
  revision: number,
  /** What the last round that read them all has counted, and when it began. */
  counted: z.optional(z.object({ at: instant, counts })),
  /** From where a round that is at the queues goes on in them: those under way come after them. */
  queuesFrom: z.optional(text),
  /** A round that is not through yet, and from where it goes on. */
  round: z.optional(
    z.object({ reads: z.enum(['all', 'under-way']), begunAt: instant, cursor: text, counts }),
  ),
});
export type SweepPart = z.output<typeof sweepPart>;

/** The id of a part: of so many, counted from 0. */
export function sweepPartId({ number: part, of }: { number: number; of: number }): string {
  return `${part}-of-${of}`;
}

/** All of a part is read again after this long, in seconds: once a day, as an hourly sweep counts it. */
const WHOLE_EVERY_SECONDS = (24 * 60 - 30) * 60;

/**
 * What a new round reads. Small parts are read whole every time: it costs next to nothing, and the counts are fresh.
 * @param small how many enrollments make a part small
 */
export function whatToRead(
  { counted }: Pick<SweepPart, 'counted'>,
  now: Instant,
  small: number,
): 'all' | 'queues' {
  if (counted === undefined || secondsBetween(counted.at, now) >= WHOLE_EVERY_SECONDS) return 'all';
  const enrolled = counted.counts.reduce((sum, each) => sum + each.counts.enrolled, 0);
  return enrolled < small ? 'all' : 'queues';
}

/** The counts of an organisation over all parts, and the oldest of the instants at which they were counted; undefined: never yet. */
export function countsOfOrganisation(
  parts: readonly SweepPart[],
  organisation: string,
): { at: Instant; counts: EnrollmentCounts } | undefined {
  const counted = parts.flatMap((part) => part.counted ?? []);
  const [first] = counted.toSorted((a, b) => a.at - b.at);
  if (first === undefined) return undefined;
  const own = counted.flatMap((each) => each.counts.filter((one) => one.organisation === organisation));
  return { at: first.at, counts: sumOfCounts(own.map((one) => one.counts)) };
}
