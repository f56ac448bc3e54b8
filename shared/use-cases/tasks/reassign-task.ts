import { releaseSlot, reserveSlot } from '../core/lane-days.ts';
import { wakeLaneAt } from '../core/wake-ups.ts';
import { nextAllowed } from '../../domain/scheduling/windows.ts';
import { localDate } from '../../domain/time/zones.ts';
import type { Sender } from '../../domain/core/planning.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import type { Refusal } from '../../domain/kernel/refusal.ts';
import { laneId } from '../../domain/lanes/lane.ts';
import { slotKey } from '../../domain/lanes/slot-key.ts';
import { canAccess, type Caller } from '../../domain/people/access.ts';
import { isStepTask, type Task } from '../../domain/tasks/task.ts';
import { ContentionError } from '../../ports/contention-error.ts';
import type { WholePorts } from '../core/engine-ports.ts';
import { loadSender } from '../people/load-sender.ts';
import { customTaskKey, customTaskWindows } from './open-custom-tasks.ts';
import { recordTask } from './record-task.ts';
import { loadAccessScope } from '../people/load-access-scope.ts';
import { freeSlotOf } from './free-slot.ts';
import { textOf } from '../../domain/time/instants.ts';

type Request = {
  caller: Caller;
  id: string;
  to: string;
  /** Give it even when the receiver's day is full. */
  beyondCap?: boolean | undefined;
  now: Instant;
};

/** `within`: whether the receiver's list is within the caller's access. */
export type Reassigned = { kind: 'reassigned'; task: Task; within: boolean };

/**
 * Gives a task to another user: the own ones to any colleague, those of others within the caller's reach. It counts in
 * the receiver's day, and is refused when that is full unless the caller insists (A9); the giver's day stays
 * as it was, since the task had appeared in it. Its sequence goes on as before. Recorded with who, from and to.
 */
export async function reassignTask(ports: WholePorts, request: Request): Promise<Reassigned | Refusal> {
  const { caller, id, to, now } = request;
  const { organisation } = caller;
  const [task, access, receiver] = await Promise.all([
    ports.store.tasks.get(organisation, id),
    loadAccessScope(ports.store, caller),
    loadSender(ports.store, organisation, to),
  ]);
  if (task === undefined) return { kind: 'not-found', what: 'task', id };
  if (task.userId === to && task.reassigned?.by === caller.userId) {
    await record(ports, task);
    return { kind: 'reassigned', task, within: canAccess(access, to) };
  }
  if (!canAccess(access, task.userId)) {
    return { kind: 'forbidden', detail: 'The task is on another user’s list.' };
  }
  if (task.userId === to) return { kind: 'conflict', detail: `The task is on the list of “${to}”.` };
  if (receiver === undefined) return { kind: 'not-found', what: 'user', id: to };
  if (task.userId !== caller.userId && !canAccess(access, to)) {
    return { kind: 'forbidden', detail: `You cannot give tasks of others to “${to}”.` };
  }
  if (!receiver.user.active) return { kind: 'conflict', detail: `“${to}” is not active.` };
  if (task.status !== 'open' && task.status !== 'planned') {
    return { kind: 'conflict', detail: `The task is ${task.status}.` };
  }
  if (isStepTask(task)) {
    const enrollment = await ports.store.enrollments.get(organisation, task.enrollmentId);
    if (enrollment?.claim?.step === task.step)
      return { kind: 'conflict', detail: 'It is being sent, or whether it was is not known.' };
  }

  const room =
    task.status === 'open'
      ? await takeRoom(ports, task, receiver, request)
      : await plan(ports, task, receiver, now);
  if (room.kind === 'full') return { kind: 'conflict', detail: room.why };
  const reassigned = { by: caller.userId, from: task.userId, at: now };
  const given: Task = { ...task, revision: task.revision + 1, userId: to, reassigned };
  if ((await ports.store.tasks.put(given, task.revision)) === 'conflict') {
    await room.giveBack();
    throw new ContentionError(`Task ${id} was changed by somebody else just now`);
  }
  await record(ports, given);
  if (task.status === 'planned') await freeSlotOf(ports, task, now);
  return { kind: 'reassigned', task: given, within: canAccess(access, to) };
}

type Room = { kind: 'room'; giveBack: () => Promise<void> } | { kind: 'full'; why: string };

/** Takes a slot in the receiver's present day, where that is counted. */
async function takeRoom(
  { store }: WholePorts,
  task: Task,
  { user, settings }: Sender,
  { beyondCap, now }: Request,
): Promise<Room> {
  const cap = settings.maxTasksPerDay.value;
  if (cap === null) return { kind: 'room', giveBack: async () => {} };
  const { organisation } = task;
  const key = isStepTask(task) ? slotKey(task.enrollmentId, task.step) : customTaskKey(task);
  const place = { key, at: now, gap: 0, due: now, priority: 1 as const };
  const [lane, date] = [laneId(user.id, 'task'), localDate(now, user.zone)];
  const most = beyondCap === true ? null : cap;
  if ((await reserveSlot(store, organisation, { lane, date }, place, most)) === 'full') {
    const why = `The list of ${user.name} is full today, ${cap} of ${cap}: give it tomorrow, to somebody else, or with beyondCap.`;
    return { kind: 'full', why };
  }
  return {
    kind: 'room',
    giveBack: async () => {
      await releaseSlot(store, organisation, { lane, date, key });
    },
  };
}

/** A task whose time has not come waits in the receiver's lane. */
async function plan(ports: WholePorts, task: Task, receiver: Sender, now: Instant): Promise<Room> {
  const lead = await ports.store.leads.get(task.organisation, task.leadId);
  const from = task.openedAt > now ? task.openedAt : now;
  const allowed = nextAllowed(from, customTaskWindows(receiver, lead ?? {}));
  if (allowed.kind === 'never') return { kind: 'full', why: `${receiver.user.name} has no working time.` };
  await wakeLaneAt(ports, task.organisation, laneId(receiver.user.id, 'task'), allowed.at);
  return { kind: 'room', giveBack: async () => {} };
}

async function record(ports: WholePorts, task: Task): Promise<void> {
  const { reassigned, id, name, userId: to } = task;
  if (reassigned === undefined) return;
  const { by, from, at } = reassigned;
  const event = { type: 'task-reassigned' as const, task: id, name, by, from, to };
  await recordTask(ports, task, { what: `reassigned-${textOf(at)}`, at, event });
}
