import type { Enrollment } from '../../../domain/core/enrollment.ts';
import type { Instant } from '../../../domain/kernel/instant.ts';
import { stepEntryName } from '../../../domain/lanes/wake-up.ts';
import type { EnginePorts } from '../../core/engine-ports.ts';
import { inChunks } from '../../../domain/kernel/in-chunks.ts';
import { stopEnrollment } from '../../enrollments/change-enrollment.ts';

const concurrency = 20;

/**
 * Stops enrollments of a deleted sequence and takes away their schedules (D11). The schedule goes last: cut off in
 * between it wakes an enrollment that is stopped, which does nothing.
 */
export async function stopOfDeleted(
  ports: EnginePorts,
  enrollments: readonly Enrollment[],
  now: Instant,
): Promise<void> {
  const because = { kind: 'engine', rule: 'sequence-deleted' } as const;
  await inChunks(enrollments, concurrency, async ({ organisation, id, revision, state }) => {
    await stopEnrollment(ports, { organisation, id, because, now });
    const at = state.status === 'scheduled' ? state.at : state.status === 'paused' ? state.until : undefined;
    if (at !== undefined) await ports.scheduler.remove(stepEntryName(id, revision, at));
  });
}
