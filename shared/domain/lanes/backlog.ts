import type { EnrollmentId } from '../kernel/enrollment-id.ts';
import type { Instant, LocalDate } from '../kernel/instant.ts';
import { textOf } from '../time/instants.ts';
import { localDay } from '../time/local-day.ts';
import { laneIdText, type LaneId } from './lane.ts';

/** Rank of a queueing step in its lane's queue, as a text to sort by: follow-ups first, then oldest due (A3). */
function backlogOrder(step: { priority: 0 | 1; due: Instant }): string {
  return `${step.priority}#${textOf(step.due)}`;
}

/**
 * The place of a queueing enrollment in the index of queues: by its rank, then by its id. Behind them, where it changes
 * no order, is the day on which its lane opens for it, so that the sweep need not read the enrollment (F4).
 */
export function queuePlace(
  id: EnrollmentId,
  step: { priority: 0 | 1; due: Instant; opensOn: LocalDate },
): string {
  return `${backlogOrder(step)}#${id}#${step.opensOn}`;
}

/**
 * Which lane is to open when, by an entry of the index of queues; undefined: it does not say. Releases that did not write
 * the day keep what queues in the index of those under way too.
 */
export function openingOf(entry: {
  of: string;
  order: string;
}): { lane: LaneId; opensOn: LocalDate } | undefined {
  const lane = laneIdText.safeParse(entry.of).data;
  const opensOn = localDay.safeParse(entry.order.slice(entry.order.lastIndexOf('#') + 1)).data;
  return lane === undefined || opensOn === undefined ? undefined : { lane, opensOn };
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
