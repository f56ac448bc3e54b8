import { channels, messageChannels } from '../../domain/channels/channels.ts';
import type { Hold } from '../../domain/holds/hold.ts';
import type { Instant } from '../../domain/kernel/instant.ts';
import { laneId, type LaneId } from '../../domain/lanes/lane.ts';
import { laneEntryAt, messageGroup, type WakeUp } from '../../domain/lanes/wake-up.ts';
import { epochMs } from '../../domain/time/instants.ts';
import type { Queue } from '../../ports/queue.ts';
import type { Scheduler } from '../../ports/scheduler.ts';
import type { Store } from '../../ports/store.ts';
import { inChunks } from '../../domain/kernel/in-chunks.ts';
import { listAll } from '../list-all.ts';

/** What holds are changed and their lanes woken through. */
export type HoldPorts = {
  store: Pick<Store, 'holds' | 'users'>;
  queue: Pick<Queue, 'wakeUp'>;
  scheduler: Pick<Scheduler, 'create'>;
};

type HeldLane = { organisation: string; lane: LaneId };

/** Lanes woken side by side. */
const AT_ONCE = 25;

/**
 * Wakes the lanes that a hold kept back, now that it is over: what queues in them goes through windows, caps and pacing
 * like anything else. A hint, as every wake-up: the lanes open tomorrow in any case. Doing it again does nothing.
 */
export async function wakeHeldLanes(
  { store, queue }: Omit<HoldPorts, 'scheduler'>,
  hold: Hold,
): Promise<void> {
  const cause = `released-${hold.id}-${epochMs(hold.since).toString(36)}`;
  await inChunks(await lanesOf(store, hold), AT_ONCE, ({ organisation, lane }) => {
    const wakeUp: WakeUp = { kind: 'lane', organisation, lane };
    return queue.wakeUp({ group: messageGroup(wakeUp, true), wakeUp, id: `${cause}-${lane}` });
  });
}

/** Has the lanes of a hold woken at the moment at which it will end by itself. */
export async function wakeHeldLanesAt(
  { store, scheduler }: HoldPorts,
  hold: Hold,
  at: Instant,
): Promise<void> {
  await inChunks(await lanesOf(store, hold), AT_ONCE, ({ organisation, lane }) => {
    const wakeUp: WakeUp = { kind: 'lane', organisation, lane };
    const name = laneEntryAt(organisation, lane, at);
    return scheduler.create({ name, at, group: messageGroup(wakeUp, true), wakeUp });
  });
}

/** The lanes that a hold keeps back. */
async function lanesOf(store: HoldPorts['store'], hold: Hold): Promise<HeldLane[]> {
  const held = messageChannels.filter(
    (name) => hold.channel === 'all' || hold.channel === channels[name].carrier,
  );
  const senders = await sendersOf(store, hold);
  return senders.flatMap(({ organisation, id }) =>
    held.map((channel) => ({ organisation, lane: laneId(id, channel) })),
  );
}

async function sendersOf(
  store: HoldPorts['store'],
  { level, organisation, userId }: Hold,
): Promise<{ organisation: string; id: string }[]> {
  switch (level) {
    case 'stage':
      return Array.fromAsync(store.users.scan());
    case 'organisation':
      return listAll(store.users, organisation);
    case 'sender':
      return userId === undefined ? [] : [{ organisation, id: userId }];
  }
}
