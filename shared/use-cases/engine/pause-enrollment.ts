import { isOver } from '../../domain/enrollment/enrollment.ts';
import type { Because } from '../../domain/kernel/because.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import { changeEnrollment, type ChangeResult } from './change-enrollment.ts';
import type { EnginePorts } from './engine-ports.ts';

/**
 * Pauses an enrollment until an instant, or until a person resumes it. Pausing it again changes the end, unless that
 * would shorten it and `shortens` is false (B3).
 */
export function pauseEnrollment(
  ports: EnginePorts,
  request: {
    organisation: string;
    id: string;
    until?: Instant | undefined;
    because: Because;
    shortens?: boolean;
    now: Instant;
  },
): Promise<ChangeResult> {
  const { organisation, id, until, because, shortens = true, now } = request;
  return changeEnrollment(
    ports,
    organisation,
    id,
    ({ state }) => {
      if (isOver(state)) return { refuse: `It is ${state.status}; only a pending enrollment can be paused.` };
      if (until !== undefined && until <= now)
        return { refuse: 'The end of the pause has passed: give a later one.' };
      if (state.status === 'paused' && state.until === until) return { events: [] };
      if (state.status === 'paused' && !shortens && isShorter(until, state.until)) return { events: [] };
      return { events: [{ type: 'paused', until, because }] };
    },
    now,
  );
}

/** Whether a pause until the one ends before a pause until the other; undefined: it has no end. */
function isShorter(until: Instant | undefined, than: Instant | undefined): boolean {
  return until !== undefined && (than === undefined || until < than);
}
