import type { Decision } from '../../domain/core/decision.ts';
import type { Command } from '../../domain/core/commands.ts';
import type { Lanes, StepFacts } from '../../domain/core/facts.ts';
import { lanesToRead } from '../../domain/core/lanes-to-read.ts';
import type { Sender } from '../../domain/core/planning.ts';
import type { Channel } from '../../domain/channels/channels.ts';
import type { LocalDate } from '../../domain/kernel/instant.ts';
import { firstInQueue } from '../../domain/lanes/backlog.ts';
import { ReadLane, type LaneBook, type Queued } from '../../domain/lanes/lane-book.ts';
import { laneId, type LaneId } from '../../domain/lanes/lane.ts';
import type { EngineStore } from '../../ports/store.ts';
import { readDays, writeDay } from './lane-days.ts';

/** What several commands need of one lane. */
type Asked = { dates: Set<LocalDate>; queued: Set<0 | 1> };

/** The lanes that some commands may need, as they are stored, with what is decided on top. */
export class StoreLanes implements Lanes {
  readonly #store: EngineStore;
  readonly #lanes: ReadonlyMap<LaneId, ReadLane>;

  private constructor(store: EngineStore, lanes: ReadonlyMap<LaneId, ReadLane>) {
    this.#store = store;
    this.#lanes = lanes;
  }

  /** Reads what deciding these commands may need, all of it side by side. */
  static async read(
    store: EngineStore,
    organisation: string,
    work: readonly { facts: Omit<StepFacts, 'lanes'>; command: Command }[],
  ): Promise<StoreLanes> {
    const asked = new Map<LaneId, Asked>();
    for (const { facts, command } of work) {
      for (const { sender, channel, dates, queued } of lanesToRead(facts, command)) {
        const id = laneId(sender.user.id, channel);
        const of = asked.get(id) ?? { dates: new Set(), queued: new Set() };
        asked.set(id, of);
        for (const date of dates) of.dates.add(date);
        for (const priority of queued) of.queued.add(priority);
      }
    }
    const lanes = await Promise.all(
      [...asked].map(async ([lane, { dates, queued }]): Promise<[LaneId, ReadLane]> => {
        const [days, ...first] = await Promise.all([
          readDays(store, organisation, lane, dates),
          queued.has(0) ? readFirst(store, organisation, lane, 0) : undefined,
          queued.has(1) ? readFirst(store, organisation, lane, 1) : undefined,
        ]);
        return [lane, new ReadLane({ organisation, lane }, days, first)];
      }),
    );
    return new StoreLanes(store, new Map(lanes));
  }

  of(sender: Sender, channel: Channel): LaneBook {
    return this.#lanes.get(laneId(sender.user.id, channel)) ?? notRead;
  }

  /** Notes what was decided: slots that are taken or given back, and who queues. */
  note({ effects, after: { state } }: Decision): void {
    for (const effect of effects)
      if (effect.kind === 'take-slot' || effect.kind === 'give-back-slot')
        this.#lanes.get(effect.lane)?.apply(effect);
    if (state.status === 'backlogged') this.#lanes.get(state.lane)?.queue(state.priority, state);
  }

  /** Writes the days that changed, each over what was read. @returns the lanes and days that were written, and whether all were */
  async write(): Promise<{ all: boolean; written: ReadonlySet<string> }> {
    const written = new Set<string>();
    let all = true;
    const days = [...this.#lanes.values()].flatMap((lane) => lane.changed());
    await Promise.all(
      days.map(async (day) => {
        if ((await writeDay(this.#store, day)) === 'written') written.add(`${day.lane}.${day.date}`);
        else all = false;
      }),
    );
    return { all, written };
  }
}

/** A lane that is not limited: nothing is taken of it, and nobody is asked. */
const notRead: LaneBook = { day: () => undefined, rankOf: () => -1, firstQueued: () => undefined };

async function readFirst(
  store: EngineStore,
  organisation: string,
  lane: LaneId,
  priority: 0 | 1,
): Promise<Queued | undefined> {
  const query = firstInQueue(lane, priority);
  const { items } = await store.enrollments.list(organisation, { limit: 1, query });
  const [first] = items;
  const state = first?.state;
  return state?.status === 'backlogged' ? { due: state.due, opensOn: state.opensOn } : undefined;
}
