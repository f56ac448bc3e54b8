import type { Enrollment } from '../../../domain/core/enrollment.ts';
import type { Instant } from '../../../domain/kernel/instant.ts';
import { endedBecause } from '../../../domain/sequences/ended-because.ts';
import type { Sequence } from '../../../domain/sequences/step.ts';
import { stepEntryName } from '../../../domain/lanes/wake-up.ts';
import type { WholePorts } from '../../core/engine-ports.ts';
import { inChunks } from '../../../domain/kernel/in-chunks.ts';
import { stopEnrollment } from '../../enrollments/change-enrollment.ts';

const concurrency = 20;

/**
 * Stops enrollments of a sequence that is over for them, and takes away their schedules (D11, E7). The schedule goes last:
 * cut off in between it wakes an enrollment that is stopped, which does nothing.
 */
export async function stopOfEnded(
  ports: WholePorts,
  enrollments: readonly Enrollment[],
  { sequence, now }: { sequence: Sequence | undefined; now: Instant },
): Promise<void> {
  await inChunks(enrollments, concurrency, async ({ organisation, id, revision, state, enrolledAt }) => {
    const because = endedBecause(sequence, enrolledAt);
    if (because === undefined) return;
    await stopEnrollment(ports, { organisation, id, because, now });
    const at = state.status === 'scheduled' ? state.at : state.status === 'paused' ? state.until : undefined;
    if (at !== undefined) await ports.scheduler.remove(stepEntryName(id, revision, at));
  });
}
