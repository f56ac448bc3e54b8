import type { Instant } from '#shared/domain/kernel/instant.ts';
import {
  countEnrollment,
  noEnrollments,
  type EnrollmentCounts,
} from '#shared/domain/reconciliation/enrollment-counts.ts';
import type { EnginePorts } from '#shared/use-cases/core/engine-ports.ts';
import { sweepEnrollments, type SweepPorts } from '#shared/use-cases/reconciliation/sweep-enrollments.ts';
import { wakePlannedTasks } from '#shared/use-cases/reconciliation/wake-planned-tasks.ts';

/** Sweeps everything, in two parts: once a day all there is, else those under way. */
export async function sweep(
  ports: SweepPorts,
  now: Instant,
): Promise<{ repaired: number; failed: unknown[] }> {
  const hasTime = () => true;
  const both = [];
  for (const number of [0, 1])
    both.push(await sweepEnrollments(ports, { part: { number, of: 2 }, small: 0, now, hasTime }));
  const failed = both.flatMap((report) => report.failed);
  const woken = await wakePlannedTasks(ports, now, (error) => failed.push(error));
  return { repaired: both.reduce((sum, { repaired }) => sum + repaired, woken), failed };
}

/** Counts the enrollments of an organisation as they are stored (F4). */
export async function reconcile(
  { store }: Pick<EnginePorts, 'store'>,
  organisation: string,
  now: Instant,
): Promise<EnrollmentCounts> {
  const counts = noEnrollments();
  for await (const enrollment of store.enrollments.scan())
    if (enrollment.organisation === organisation) countEnrollment(counts, enrollment, now);
  return counts;
}
