import { ReadLane } from './lane-book.ts';
import type { LaneDay } from './day-parts.ts';
import type { LaneId, LaneRequest, Placement } from './lane.ts';
import { byRank, place, type LaneMoment } from './place.ts';

/** What the requests of one lane get, and the days that changed by it. */
export type Admission = { placements: Placement[]; changed: LaneDay[] };

/**
 * Gives each request of a lane its slot, or sends it to the lane's queue, by rank; see {@link place}.
 *
 * @param days the days that {@link daysToRead} names as stored; absent ones are empty.
 */
export function admit(
  { organisation, lane, ...moment }: LaneMoment & { organisation: string; lane: LaneId },
  days: readonly LaneDay[],
  requests: readonly LaneRequest[],
): Admission {
  const book = new ReadLane({ organisation, lane }, days);
  const placements = requests.toSorted(byRank).map((request) => {
    const { placement, changes } = place(lane, moment, book, request);
    for (const change of changes) book.apply(change);
    return placement;
  });
  return { placements, changed: book.changed() };
}
