import { localDate } from '../../domain/time/zones.ts';
import { LaneOpening, type QueuePage } from '../../domain/core/lane-opening.ts';
import { limitsOf, type Sender } from '../../domain/core/planning.ts';
import { nextWorkingDay } from '../../domain/core/working-day.ts';
import type { Stays } from '../../domain/core/decision.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import { backlogQuery } from '../../domain/lanes/backlog.ts';
import { slotsLeft } from '../../domain/lanes/lane-day.ts';
import { laneParts, type LaneId } from '../../domain/lanes/lane.ts';
import type { FreedSlot } from '../../domain/lanes/wake-up.ts';
import { execute } from '../core/execute.ts';
import { readDay, releaseSlot } from '../core/lane-days.ts';
import { sendingWith } from '../messages/sending.ts';
import type { Sending } from '../core/work.ts';
import { openLane, wakeLaneAt } from '../core/wake-ups.ts';
import type { EnginePorts } from '../core/engine-ports.ts';
import { loadSender } from '../people/load-sender.ts';
import type { StepPorts } from '../messages/step-ports.ts';
import { openCustomTasks } from '../tasks/open-custom-tasks.ts';

type Opening = { organisation: string; lane: LaneId; freed?: FreedSlot | undefined; now: Instant };

/** Steps of one page that get their places side by side: nothing is sent by it. */
const AT_ONCE = 25;

/**
 * A lane opens: as many as the day can carry are pulled from its queue, and get their places and wake-ups; see
 * {@link LaneOpening}. What is left waits for the next opening.
 *
 * @returns how many were pulled.
 */
export async function wakeLane(ports: StepPorts, opening: Opening): Promise<number> {
  const { organisation, lane, freed, now } = opening;
  const { userId, channel } = laneParts(lane);
  const sender = await loadSender(ports.store, organisation, userId);
  if (sender === undefined) return 0;
  if (freed !== undefined && !(await releaseSlot(ports.store, organisation, { lane, ...freed }))) return 0;
  if (channel === 'task') await openCustomTasks(ports, opening, sender);

  const sending = sendingWith(ports);
  const queue = new LaneOpening({ lane, sender, holds: await sending.holds(organisation), now });
  const cursors: [string | undefined, string | undefined] = [undefined, undefined];
  let pulled = 0;
  for (;;) {
    const page = queue.next(await roomOf(ports, opening, sender));
    if (page === undefined) break;
    const outcome = await pull(ports, opening, sender, {
      page,
      dueBy: queue.dueBy,
      cursor: cursors[page.priority],
      sending,
    });
    cursors[page.priority] = outcome.cursor;
    queue.note({ ...outcome, more: outcome.cursor !== undefined });
    pulled += outcome.pulled;
  }
  const until = queue.hold?.until;
  if (until !== undefined) await wakeLaneAt(ports, organisation, lane, until);
  if (await hasDue(ports, opening, queue.dueBy))
    await openLane(ports, organisation, { lane, date: queue.opensAgainOn(), owner: sender });
  return pulled;
}

/** How many more the present day can carry. */
async function roomOf(
  { store }: EnginePorts,
  { organisation, lane, now }: Opening,
  sender: Sender,
): Promise<number> {
  const { zone, perDay } = limitsOf(laneParts(lane).channel, sender);
  if (perDay.value === null) return Infinity;
  return slotsLeft(await readDay(store, organisation, lane, localDate(now, zone)), perDay.value);
}

/** Gives places to a page of the queue. `stays`: those who got none. */
async function pull(
  ports: EnginePorts,
  { organisation, lane, now }: Opening,
  sender: Sender,
  of: { page: QueuePage; dueBy: Instant; cursor: string | undefined; sending: Sending },
): Promise<{ pulled: number; stays: Stays[]; cursor: string | undefined }> {
  const { dueBy, cursor, sending } = of;
  const { priority, limit, through } = of.page;
  const query = backlogQuery(lane, priority, dueBy);
  const read = await ports.store.enrollments.list(organisation, { limit, cursor, query });
  const commands = read.items.map((known) => ({
    organisation,
    enrollment: known.id,
    known,
    command: { kind: 'pull' as const, through },
  }));
  const outcomes = await execute(ports, commands, now, { atOnce: AT_ONCE, sending });
  const stays = outcomes.flatMap((outcome): Stays[] => {
    if (outcome.kind === 'changed') return [];
    // Changed by somebody else meanwhile, it does not queue any more.
    if (outcome.kind === 'unchanged' && outcome.enrollment.state.status !== 'backlogged') return [];
    const own = outcome.kind === 'unchanged' ? outcome.stays : undefined;
    return [own ?? { until: nextWorkingDay(sender, now), full: false }];
  });
  return { pulled: outcomes.length - stays.length, stays, cursor: read.cursor };
}

/** Whether something that is due is left in the queue. */
async function hasDue(
  { store }: EnginePorts,
  { organisation, lane }: Opening,
  dueBy: Instant,
): Promise<boolean> {
  const left = await Promise.all(
    ([0, 1] as const).map((priority) =>
      store.enrollments.list(organisation, { limit: 1, query: backlogQuery(lane, priority, dueBy) }),
    ),
  );
  return left.some(({ items }) => items.length > 0);
}
