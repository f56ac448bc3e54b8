import * as z from 'zod/mini';
import type { Enrollment } from '../core/enrollment.ts';
import type { Instant, LocalDate } from '../kernel/instant.ts';
import { laneIdText, type LaneId } from '../lanes/lane.ts';
import { fromEpochMs } from '../time/instants.ts';
import { localDay } from '../time/local-day.ts';

/** What the sweep must know of an enrollment, to tell whether it is to be looked at (F4). */
export type SweepMark =
  /** Something must have happened to it by then; where the provider is being called: since then. */
  | { kind: 'due'; at: Instant }
  /** It waits for a task since then. */
  | { kind: 'task'; since: Instant }
  /** It queues in a lane that opens on that day. */
  | { kind: 'lane'; lane: LaneId; opensOn: LocalDate }
  /** A person has it in hand: paused without an end, or of an outcome that is not known. Or it is over. */
  | { kind: 'nothing' };

/** The mark of an enrollment. */
export function sweepMark({ state, claim }: Pick<Enrollment, 'state' | 'claim'>): SweepMark {
  switch (state.status) {
    case 'scheduled':
      return { kind: 'due', at: state.at };
    case 'sending':
      return { kind: 'due', at: claim?.at ?? state.due };
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

/** Marks tell times by the ten minutes that they are in, in milliseconds. */
const SPAN_MS = 10 * 60_000;

/**
 * A mark as the index of those under way carries it, which is written again with every change of it. A time is rounded
 * down to ten minutes: a step is mostly claimed within those in which it was planned, so that claiming it writes
 * nothing to the index. Who reads a mark thus looks at an enrollment a little too early, and never too late. It is as
 * short as can be, since an enrollment is to fit a write unit.
 */
export function markText(mark: Exclude<SweepMark, { kind: 'lane' }>): string {
  switch (mark.kind) {
    case 'due':
      return spanOf(mark.at);
    case 'task':
      return `T${spanOf(mark.since)}`;
    case 'nothing':
      return 'N';
  }
}

/**
 * The mark in such a text; undefined: none that this release knows. Releases before this one wrote `L`, a day and a lane
 * where an enrollment queues.
 */
export function readMark(carried: unknown): SweepMark | undefined {
  if (typeof carried !== 'string') return undefined;
  if (carried === 'N') return { kind: 'nothing' };
  const value = carried.slice(1);
  if (carried.startsWith('L')) {
    const queued = { opensOn: value.slice(0, DATE_LENGTH), lane: value.slice(DATE_LENGTH) };
    const known = laneMark.safeParse(queued).data;
    return known === undefined ? undefined : { kind: 'lane', ...known };
  }
  if (carried.startsWith('T')) {
    const since = instantOf(value);
    return since === undefined ? undefined : { kind: 'task', since };
  }
  const at = instantOf(carried);
  return at === undefined ? undefined : { kind: 'due', at };
}

const DATE_LENGTH = '2027-03-01'.length;
const laneMark = z.object({ lane: laneIdText, opensOn: localDay });

function spanOf(instant: Instant): string {
  return Math.floor(instant / SPAN_MS).toString(36);
}

function instantOf(span: string): Instant | undefined {
  return /^[0-9a-z]{1,7}$/.test(span) ? fromEpochMs(Number.parseInt(span, 36) * SPAN_MS) : undefined;
}
