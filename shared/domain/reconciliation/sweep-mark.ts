import type { EnrollmentState } from '../core/enrollment.ts';
import type { Instant, LocalDate } from '../kernel/instant.ts';
import type { LaneId } from '../lanes/lane.ts';

/** What the sweep must know of an enrollment, to tell whether it is to be looked at (F4). */
export type SweepMark =
  /** Something must have happened to it by then. */
  | { kind: 'due'; at: Instant }
  /** The provider is being called: its claim says since when. */
  | { kind: 'claimed' }
  /** It waits for a task since then. */
  | { kind: 'task'; since: Instant }
  /** It queues in a lane that opens on that day. */
  | { kind: 'lane'; lane: LaneId; opensOn: LocalDate }
  /** A person has it in hand: paused without an end, or of an outcome that is not known. Or it is over. */
  | { kind: 'nothing' };

/** The mark of a state. */
export function sweepMark(state: EnrollmentState): SweepMark {
  switch (state.status) {
    case 'scheduled':
      return { kind: 'due', at: state.at };
    case 'sending':
      return { kind: 'claimed' };
    case 'paused':
      return state.until === undefined ? { kind: 'nothing' } : { kind: 'due', at: state.until };
    case 'waiting':
      return { kind: 'task', since: state.since };
    case 'backlogged':
      return { kind: 'lane', lane: state.lane, opensOn: state.opensOn };
    case 'unknown':
    case 'stopped':
    case 'finished':
      return { kind: 'nothing' };
  }
}
