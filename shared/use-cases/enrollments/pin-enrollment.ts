import { isOver } from '../../domain/core/enrollment.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import { changeEnrollment, type ChangeResult } from '../engine/change-enrollment.ts';
import type { EnginePorts } from '../engine/engine-ports.ts';
import { ownVersion, presentChannel } from '../engine/own-version.ts';

/**
 * Keeps an enrollment on the version that it is on, or lets it follow the present one from its next step on (D10).
 * Doing it again changes nothing.
 */
export function pinEnrollment(
  ports: EnginePorts,
  request: { organisation: string; id: string; pinned: boolean; by: string; now: Instant },
): Promise<ChangeResult> {
  const { organisation, id, pinned, by, now } = request;
  return changeEnrollment(
    ports,
    organisation,
    id,
    async (enrollment) => {
      const { state } = enrollment;
      if (isOver(state)) return { refuse: `It is ${state.status}: no step comes after it.` };
      if (enrollment.pinned === pinned) return { events: [] };
      if (state.status === 'sending') {
        return { refuse: 'A message of it is being sent at this moment: try again.' };
      }
      const channel = presentChannel(enrollment, await ownVersion(ports, enrollment));
      return { events: [{ type: pinned ? 'pinned' : 'unpinned', by }], channel };
    },
    now,
  );
}
