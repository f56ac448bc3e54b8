import { plusWait } from '../../domain/scheduling/waits.ts';
import { isOver } from '../../domain/core/enrollment.ts';
import type { Because } from '../../domain/settings/because.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import { changeEnrollment, type ChangeResult } from './change-enrollment.ts';
import type { EnginePorts } from './engine-ports.ts';

/**
 * Pauses an enrollment until an instant, for a while, or until a person resumes it. Days of a while keep the sender's
 * wall clock, as waits do (D3). Pausing it again changes the end, unless that would shorten it and `shortens` is false
 * (B3).
 */
export function pauseEnrollment(
  ports: EnginePorts,
  request: {
    organisation: string;
    id: string;
    until?: Instant | undefined;
    /** Where there is no `until`. */
    lasts?: { amount: number; unit: 'days' | 'minutes' } | undefined;
    because: Because;
    shortens?: boolean;
    now: Instant;
  },
): Promise<ChangeResult> {
  const { organisation, id, lasts, because, shortens = true, now } = request;
  return changeEnrollment(
    ports,
    organisation,
    id,
    ({ state }, { user }) => {
      const until = request.until ?? (lasts && plusWait(now, lasts, { ...everyDay, zone: user.zone }));
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

const everyDay = { workingDays: [], isHoliday: () => false };

/** Whether a pause until the one ends before a pause until the other; undefined: it has no end. */
function isShorter(until: Instant | undefined, than: Instant | undefined): boolean {
  return until !== undefined && (than === undefined || until < than);
}
