import { isOver } from '../../domain/enrollment/enrollment.ts';
import type { Because } from '../../domain/kernel/because.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import { changeEnrollment, type ChangeResult } from './change-enrollment.ts';
import type { EnginePorts } from './engine-ports.ts';

/** Pauses an enrollment until an instant, or until a person resumes it. Pausing it again changes the end (B3). */
export function pauseEnrollment(
  ports: EnginePorts,
  request: { organisation: string; id: string; until?: Instant | undefined; because: Because; now: Instant },
): Promise<ChangeResult> {
  const { organisation, id, until, because, now } = request;
  return changeEnrollment(
    ports,
    organisation,
    id,
    ({ state }) => {
      if (isOver(state)) return { refuse: `It is ${state.status}; only a pending enrollment can be paused.` };
      if (until !== undefined && until <= now)
        return { refuse: 'The end of the pause has passed: give a later one.' };
      if (state.status === 'paused' && state.until === until) return { events: [] };
      return { events: [{ type: 'paused', until, because }] };
    },
    now,
  );
}
