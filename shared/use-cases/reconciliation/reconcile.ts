import { isClaimExpired } from '../../domain/core/claim-term.ts';
import { isPending, type Enrollment } from '../../domain/core/enrollment.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import type { EnginePorts } from '../core/engine-ports.ts';

/** enrolled = finished + stopped + paused + pending (F4). `byStatus.unknown`: those of the pending whose outcome nobody knows. */
export type Reconciliation = {
  enrolled: number;
  finished: number;
  stopped: number;
  paused: number;
  pending: number;
  /** Those of the pending whose send is claimed for longer than its term: the worker died, and nothing has found it yet (F3). */
  expiredClaims: number;
  byStatus: Record<Enrollment['state']['status'], number>;
};

/** Counts the enrollments of an organisation by what they have come to (F4). */
export async function reconcile(
  ports: Pick<EnginePorts, 'store'>,
  organisation: string,
  now: Instant,
): Promise<Reconciliation> {
  const counts = nothing();
  for await (const enrollment of ports.store.enrollments.scan()) {
    if (enrollment.organisation === organisation) count(counts, enrollment, now);
  }
  return counts;
}

/** Counts of nothing yet. */
export function nothing(): Reconciliation {
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

/** Adds an enrollment to the counts. */
export function count(counts: Reconciliation, enrollment: Enrollment, now: Instant): void {
  const { state } = enrollment;
  counts.enrolled += 1;
  counts.byStatus[state.status] += 1;
  if (isClaimExpired(enrollment, now)) counts.expiredClaims += 1;
  if (isPending(state)) counts.pending += 1;
  else if (state.status === 'paused') counts.paused += 1;
  else if (state.status === 'stopped') counts.stopped += 1;
  else counts.finished += 1;
}
