import { isOver } from '../../domain/core/enrollment.ts';
import type { EnrollmentEvent } from '../../domain/core/events.ts';
import type { Because } from '../../domain/settings/because.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import { changeEnrollment, type ChangeResult } from './change-enrollment.ts';
import type { EnginePorts } from './engine-ports.ts';

/** Stops an enrollment for good: nothing more is sent. Stopping what is over changes nothing. `first`: what led to it. */
export function stopEnrollment(
  ports: EnginePorts,
  request: { organisation: string; id: string; because: Because; now: Instant; first?: EnrollmentEvent[] },
): Promise<ChangeResult> {
  const { organisation, id, because, now, first = [] } = request;
  return changeEnrollment(
    ports,
    organisation,
    id,
    ({ state }) => (isOver(state) ? { events: [] } : { events: [...first, { type: 'stopped', because }] }),
    now,
  );
}
