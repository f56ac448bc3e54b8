import { isPending, type Enrollment } from '../../domain/core/enrollment.ts';
import type { EnginePorts } from '../core/engine-ports.ts';

/** enrolled = finished + stopped + paused + pending (F4). `unknown`: those of the pending that a person must settle. */
export type Reconciliation = {
  enrolled: number;
  finished: number;
  stopped: number;
  paused: number;
  pending: number;
  byStatus: Record<Enrollment['state']['status'], number>;
};

/** Counts the enrollments of an organisation by what they have come to (F4). */
export async function reconcile(
  ports: Pick<EnginePorts, 'store'>,
  organisation: string,
): Promise<Reconciliation> {
  const counts = nothing();
  for await (const enrollment of ports.store.enrollments.scan()) {
    if (enrollment.organisation === organisation) count(counts, enrollment);
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
export function count(counts: Reconciliation, { state }: Enrollment): void {
  counts.enrolled += 1;
  counts.byStatus[state.status] += 1;
  if (isPending(state)) counts.pending += 1;
  else if (state.status === 'paused') counts.paused += 1;
  else if (state.status === 'stopped') counts.stopped += 1;
  else counts.finished += 1;
}
