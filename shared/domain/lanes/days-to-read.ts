import { plusSeconds } from '../time/instants.ts';
import { nextAllowed } from '../scheduling/windows.ts';
import { localDate, plusDays, startOfDay } from '../time/zones.ts';
import type { Instant, LocalDate } from '../kernel/instant.ts';
import { longestGap, type LaneLimits, type LaneRequest } from './lane.ts';
import { floorOf, later, type LaneMoment } from './place.ts';

/**
 * The lane days that placing needs for these requests: the days on which each would go by its windows alone, and
 * those beside them from which a delay between mails reaches over midnight (A5). First touches are placed on the
 * current day only, and otherwise queue.
 */
export function daysToRead(facts: LaneMoment, requests: readonly LaneRequest[]): LocalDate[] {
  const today = localDate(facts.now, facts.limits.zone);
  const dates = new Set<LocalDate>();
  for (const request of requests) {
    const allowed = nextAllowed(floorOf(request, facts), request.windows);
    if (allowed.kind === 'never') continue;
    const date = localDate(allowed.at, facts.limits.zone);
    if (request.priority === 1 && date !== today) continue;
    for (const each of daysInReach(date, allowed.at, request, facts.limits)) dates.add(each);
  }
  return [...dates];
}

/** A day, and the days beside it whose mails may be nearer than the delay to one of this request on it (A5). */
function daysInReach(date: LocalDate, at: Instant, request: LaneRequest, limits: LaneLimits): LocalDate[] {
  const gap = longestGap(limits.delay.value);
  if (gap === 0) return [date];
  const [start, end] = [startOfDay(date, limits.zone), startOfDay(plusDays(date, 1), limits.zone)];
  const before = plusSeconds(at, -gap) < start ? [plusDays(date, -1)] : [];
  const last = nextAllowed(later(at, plusSeconds(end, -gap)), request.windows);
  const after = last.kind === 'allowed' && last.at < end ? [plusDays(date, 1)] : [];
  return [...before, date, ...after];
}
