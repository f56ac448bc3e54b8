import * as z from 'zod/mini';
import { isClaimExpired } from '../core/claim-term.ts';
import { isPending, type Enrollment } from '../core/enrollment.ts';
import type { Instant } from '../kernel/instant.ts';
import { number } from '../kernel/shapes.ts';

/** enrolled = finished + stopped + paused + pending (F4). `byStatus.unknown`: those of the pending whose outcome nobody knows. */
export const enrollmentCounts = z.object({
  enrolled: number,
  finished: number,
  stopped: number,
  paused: number,
  pending: number,
  /** Those of the pending whose send was claimed for longer than its term: the worker died, and nothing had found it before (F3). */
  expiredClaims: number,
  byStatus: z.object({
    scheduled: number,
    backlogged: number,
    sending: number,
    unknown: number,
    waiting: number,
    paused: number,
    stopped: number,
    finished: number,
  }),
});
export type EnrollmentCounts = z.output<typeof enrollmentCounts>;

/** Counts of nothing yet. */
export function noEnrollments(): EnrollmentCounts {
  return {
    enrolled: 0,
    finished: 0,
    stopped: 0,
    paused: 0,
    pending: 0,
    expiredClaims: 0,
    byStatus: {
      scheduled: 0,
      backlogged: 0,
      sending: 0,
      unknown: 0,
      waiting: 0,
      paused: 0,
      stopped: 0,
      finished: 0,
    },
  };
}

/** Adds an enrollment to the counts; one whose claim is older than its term as what it is then made: unknown. */
export function countEnrollment(
  counts: EnrollmentCounts,
  enrollment: Pick<Enrollment, 'state' | 'claim'>,
  now: Instant,
): void {
  const { state } = enrollment;
  counts.enrolled += 1;
  const isExpired = isClaimExpired(enrollment, now);
  if (isExpired) counts.expiredClaims += 1;
  counts.byStatus[isExpired ? 'unknown' : state.status] += 1;
  if (isPending(state)) counts.pending += 1;
  else if (state.status === 'paused') counts.paused += 1;
  else if (state.status === 'stopped') counts.stopped += 1;
  else counts.finished += 1;
}

/** The counts of several parts together. */
export function sumOfCounts(all: readonly EnrollmentCounts[]): EnrollmentCounts {
  const sum = noEnrollments();
  for (const { byStatus, ...counts } of all) {
    for (const name of ['enrolled', 'finished', 'stopped', 'paused', 'pending', 'expiredClaims'] as const)
      sum[name] += counts[name];
    for (const name of Object.keys(byStatus) as (keyof typeof byStatus)[])
      sum.byStatus[name] += byStatus[name];
  }
  return sum;
}
