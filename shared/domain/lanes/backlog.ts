import type { Instant } from '../kernel/instant.ts';
import { textOf } from '../time/instants.ts';
import type { LaneId } from './lane.ts';

/** Rank of a queueing step in its lane's queue, as a text to sort by: follow-ups first, then oldest due (A3). */
export function backlogOrder(step: { priority: 0 | 1; due: Instant }): string {
  return `${step.priority}#${textOf(step.due)}`;
}

/** Which part of a lane's queue to read: the follow-ups (0) or the first touches (1) due by then, in their order. */
export function backlogQuery(
  lane: LaneId,
  priority: 0 | 1,
  dueBy: Instant,
): { index: 'byBacklog'; of: string; from: string; upTo: string } {
  return {
    index: 'byBacklog',
    of: lane,
    from: `${priority}#`,
    upTo: backlogOrder({ priority, due: dueBy }),
  };
}

/** Who is first in a lane's queue among the follow-ups (0) or the first touches (1). */
export function firstInQueue(
  lane: LaneId,
  priority: 0 | 1,
): { index: 'byBacklog'; of: string; from: string; upTo: string } {
  return { index: 'byBacklog', of: lane, from: `${priority}#`, upTo: `${priority}#` };
}
