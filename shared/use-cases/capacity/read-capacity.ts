import { readDays } from '../core/lane-days.ts';
import type { Channel } from '../../domain/channels/channels.ts';
import { capacityOfDay, type DayCapacity } from '../../domain/core/capacity.ts';
import { limitsOf, type Sender } from '../../domain/core/planning.ts';
import { inChunks } from '../../domain/kernel/in-chunks.ts';
import type { Instant, LocalDate } from '../../domain/kernel/instant.ts';
import { isRefusal, type Refusal } from '../../domain/kernel/refusal.ts';
import { laneId, type LaneId, type LaneLimits } from '../../domain/lanes/lane.ts';
import { canAccess, type AccessScope, type Caller } from '../../domain/people/access.ts';
import type { User } from '../../domain/people/people.ts';
import { localDate, plusDays } from '../../domain/time/zones.ts';
import type { Page, PageRequest } from '../../ports/documents.ts';
import type { Store } from '../../ports/store.ts';
import { walk } from '../../ports/walk.ts';
import { listMatching } from '../list-matching.ts';
import { loadAccessScope } from '../people/load-access-scope.ts';
import { loadSender } from '../people/load-sender.ts';

type Ports = { store: Pick<Store, 'users' | 'groups' | 'settings' | 'laneDays' | 'enrollments'> };

/** Steps of one queue that are counted. */
const MOST_WAITING = 1_000;
const AT_ONCE = 5;

/** How a sender stands in a channel, day by day. */
export type SenderCapacity = {
  user: User;
  limits: LaneLimits;
  windowZone: 'sender' | 'recipient';
  /** `waiting`: steps in the queue of the lane that may go on the day at the earliest; those that might have before count today. */
  days: (DayCapacity & { waiting: number })[];
  /** All that queue; `complete` false: there are more, which no day counts. */
  queue: { waiting: number; complete: boolean };
};

/** Whose capacity: of one user, of the users of a group, or of all that the caller can access. */
export type CapacityFilter = { user?: string | undefined; group?: string | undefined };

/**
 * What senders can send on each of some days, what of it is taken and how much waits (A1–A5, F7): a page by user.
 * @param request.days how many, from `from` on
 */
export async function readCapacity(
  { store }: Ports,
  request: CapacityFilter &
    PageRequest & { caller: Caller; channel: Channel; from: LocalDate; days: number; now: Instant },
): Promise<{ kind: 'page'; page: Page<SenderCapacity> } | Refusal> {
  const { caller, channel, from, days, now } = request;
  const users = await pageOfUsers(store, request);
  if (isRefusal(users)) return users;
  const dates = Array.from({ length: days }, (_, ahead) => plusDays(from, ahead));
  const read = await inChunks(users.page.items, AT_ONCE, async ({ id }) => {
    const sender = await loadSender(store, caller.organisation, id);
    return sender && capacityOf(store, sender, { channel, dates, now });
  });
  const items = read.flatMap(({ result }) => result ?? []);
  return { kind: 'page', page: { ...users.page, items } };
}

async function pageOfUsers(
  store: Ports['store'],
  { caller, user, group, limit, cursor }: CapacityFilter & PageRequest & { caller: Caller },
): Promise<{ kind: 'page'; page: Page<User> } | Refusal> {
  const { organisation } = caller;
  const access = await loadAccessScope(store, caller);
  if (user !== undefined) {
    const found = await accessedUser(store, { organisation, access, id: user });
    return found.kind === 'read' ? { kind: 'page', page: { items: [found.user] } } : found;
  }
  if (group !== undefined && (await store.groups.get(organisation, group)) === undefined)
    return { kind: 'not-found', what: 'group', id: group };
  const page = await listMatching(
    { limit, cursor },
    (options) => store.users.list(organisation, options),
    ({ id, groupIds }) => canAccess(access, id) && (group === undefined || groupIds.includes(group)),
  );
  return { kind: 'page', page };
}

/** A user whose capacity the caller may see. */
export async function accessedUser(
  store: Pick<Store, 'users'>,
  { organisation, access, id }: { organisation: string; access: AccessScope; id: string },
): Promise<{ kind: 'read'; user: User } | Refusal> {
  const user = await store.users.get(organisation, id);
  if (user === undefined) return { kind: 'not-found', what: 'user', id };
  return canAccess(access, id)
    ? { kind: 'read', user }
    : { kind: 'forbidden', detail: 'You see your own capacity, managers that of their groups.' };
}

async function capacityOf(
  store: Ports['store'],
  sender: Sender,
  { channel, dates, now }: { channel: Channel; dates: readonly LocalDate[]; now: Instant },
): Promise<SenderCapacity> {
  const { user } = sender;
  const lane = laneId(user.id, channel);
  const [stored, queue] = await Promise.all([
    readDays(store, user.organisation, lane, dates),
    countQueue(store, user.organisation, lane),
  ]);
  const byDate = new Map(stored.map((day) => [day.date, day]));
  const today = localDate(now, user.zone);
  const waitingOn = (date: LocalDate) =>
    queue.opensOn.filter((opens) => (opens <= today ? today : opens) === date).length;
  return {
    user,
    limits: limitsOf(channel, sender),
    windowZone: sender.settings.windowZone.value,
    days: dates.map((date) => ({
      ...capacityOfDay(sender, channel, { date, day: byDate.get(date), now }),
      waiting: waitingOn(date),
    })),
    queue: { waiting: queue.opensOn.length, complete: queue.complete },
  };
}

/** The days on which the steps of a queue may go at the earliest, follow-ups first. */
async function countQueue(
  store: Pick<Store, 'enrollments'>,
  organisation: string,
  lane: LaneId,
): Promise<{ opensOn: LocalDate[]; complete: boolean }> {
  const query = { index: 'byBacklog', of: lane } as const;
  const opensOn: LocalDate[] = [];
  const queue = walk((page) => store.enrollments.list(organisation, { ...page, query }), {
    limit: 250,
    most: MOST_WAITING + 1,
  });
  for await (const { state } of queue) if (state.status === 'backlogged') opensOn.push(state.opensOn);
  return { opensOn: opensOn.slice(0, MOST_WAITING), complete: opensOn.length <= MOST_WAITING };
}
