import { nextAllowed } from '../../domain/scheduling/windows.ts';
import { localDate } from '../../domain/time/zones.ts';
import { limitsOf, windowsOf, type Recipient, type Sender } from '../../domain/core/planning.ts';
import type { Instant, LocalDate } from '../../domain/kernel/instant.ts';
import { admit } from '../../domain/lanes/admit.ts';
import { backlogQuery } from '../../domain/lanes/backlog.ts';
import { slotsLeft } from '../../domain/lanes/lane-day.ts';
import { isLimited, type LaneId, type LaneRequest, type Placement } from '../../domain/lanes/lane.ts';
import { shortKey } from '../../domain/kernel/short-key.ts';
import { dueByOpening } from '../../domain/core/lane-opening.ts';
import { nextWorkingDay } from '../../domain/core/working-day.ts';
import { taskListOf } from '../../domain/tasks/task-list.ts';
import type { Task } from '../../domain/tasks/task.ts';
import { ContentionError } from '../../ports/contention-error.ts';
import type { EnginePorts } from '../core/engine-ports.ts';
import { readDay, writeDay } from '../core/lane-days.ts';
import { openLane, wakeLaneAt } from '../core/wake-ups.ts';
import { textOf } from '../../domain/time/instants.ts';

type Opening = { organisation: string; lane: LaneId; now: Instant };
type Ports = Pick<EnginePorts, 'store' | 'scheduler'>;

const PAGE = 100;
/** Pages looked at in one wake-up; who has more due in one day finds the rest on the next. */
const PAGES = 10;
const ATTEMPTS = 8;

/** The slot of a custom task in its user's day. */
export function customTaskKey(task: Pick<Task, 'id'>): string {
  return shortKey(`${task.id}#task`);
}

/** When custom tasks of a user may appear: in working time (A1, A2), like those of sequences. */
export function customTaskWindows(sender: Sender, lead: Recipient) {
  const step = {
    id: 'task',
    name: '',
    type: 'custom' as const,
    wait: { amount: 0, unit: 'minutes' as const },
  };
  return windowsOf(step, sender, lead);
}

/**
 * Puts the custom tasks that are due on their user's list, in working time and under the cap, oldest due first among
 * them and the steps that queue for the same day (A9). The rest appear the next working day.
 */
export async function openCustomTasks(ports: Ports, opening: Opening, sender: Sender): Promise<void> {
  const { organisation, lane, now } = opening;
  const upTo = dueByOpening(now, sender.user.zone);
  const query = { index: 'byUser' as const, of: taskListOf(sender.user.id, 'planned'), upTo: textOf(upTo) };
  const days = new Set<LocalDate>();
  const instants = new Set<Instant>();
  let cursor: string | undefined;
  for (let page = 0; page < PAGES; page += 1) {
    const { items, cursor: next } = await ports.store.tasks.list(organisation, {
      limit: PAGE,
      cursor,
      query,
    });
    const placed = await placeTasks(ports, opening, sender, items, upTo);
    for (const task of items) {
      const placement = placed.get(customTaskKey(task));
      if (placement?.kind !== 'placed')
        days.add(placement?.kind === 'backlogged' ? placement.opensOn : nextWorkingDay(sender, now));
      else if (placement.at > now) instants.add(placement.at);
      else
        await ports.store.tasks.put(
          { ...task, revision: task.revision + 1, status: 'open', openedAt: now },
          task.revision,
        );
    }
    cursor = next;
    if (cursor === undefined) break;
  }
  for (const at of instants) await wakeLaneAt(ports, organisation, lane, at);
  for (const date of days) await openLane(ports, organisation, { lane, date, owner: sender });
}

/** Gives tasks their slots; one that is not in the answer found none under the cap. */
async function placeTasks(
  { store }: Ports,
  { organisation, lane, now }: Opening,
  sender: Sender,
  tasks: readonly Task[],
  dueBy: Instant,
): Promise<Map<string, Placement>> {
  if (tasks.length === 0) return new Map();
  const limits = limitsOf('task', sender);
  const leads = await store.leads.getMany(organisation, [...new Set(tasks.map(({ leadId }) => leadId))]);
  const requests = tasks.map((task): LaneRequest => ({
    key: customTaskKey(task),
    due: task.openedAt,
    priority: 1,
    windows: customTaskWindows(sender, leads.find(({ id }) => id === task.leadId) ?? {}),
    gap: 0,
  }));
  const byKey = (placements: Placement[]) => new Map(placements.map((each) => [each.key, each]));
  if (!isLimited(limits)) return byKey(requests.map((request) => unlimited(request, sender, now)));
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const day = await readDay(store, organisation, lane, localDate(now, limits.zone));
    const room = slotsLeft(day, limits.perDay.value);
    const held = requests.filter(({ key }) => day.slots.some((place) => place.key === key));
    const fresh = requests.filter((request) => !held.includes(request));
    const rivals = await rivalsOf(store, organisation, lane, room, dueBy);
    const chosen = [...held, ...oldest(fresh, rivals, room)];
    const { placements, changed } = admit({ organisation, lane, limits, now, earliest: now }, [day], chosen);
    const written = await Promise.all(changed.map((each) => writeDay(store, each)));
    if (written.every((outcome) => outcome === 'written')) return byKey(placements);
  }
  throw new ContentionError(`Lane ${lane} is contended`);
}

function unlimited({ key, due, priority, windows }: LaneRequest, sender: Sender, now: Instant): Placement {
  const allowed = nextAllowed(due > now ? due : now, windows);
  if (allowed.kind === 'never') {
    return {
      kind: 'backlogged',
      key,
      due,
      priority,
      opensOn: nextWorkingDay(sender, now),
      because: allowed.because,
    };
  }
  return { kind: 'placed', key, at: allowed.at, because: [] };
}

/** When the steps that queue for the same day are due, the oldest first. */
async function rivalsOf(
  store: Ports['store'],
  organisation: string,
  lane: LaneId,
  room: number,
  dueBy: Instant,
): Promise<Instant[]> {
  if (room === 0 || room === Infinity) return [];
  const limit = Math.min(room, PAGE);
  const { items } = await store.enrollments.list(organisation, {
    limit,
    query: backlogQuery(lane, 1, dueBy),
  });
  return items.flatMap(({ state }) => (state.status === 'backlogged' ? [state.due] : []));
}

/** The requests among the first `room` of all, oldest due first (A9). */
function oldest(requests: readonly LaneRequest[], rivals: readonly Instant[], room: number): LaneRequest[] {
  return requests.filter(({ due }, rank) => rank + rivals.filter((other) => other <= due).length < room);
}
