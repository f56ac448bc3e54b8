import { createApi } from '#test/support/create-api.ts';
import { activityCodec } from '#shared/contracts/stored/activity.ts';
import { enrollmentCodec } from '#shared/contracts/stored/enrollment.ts';
import { activityOfChange } from '#shared/domain/activity/activity-of-change.ts';
import type { Activity } from '#shared/domain/activity/activity.ts';
import type { Instant } from '#shared/domain/kernel/instant.ts';
import { talliesOf } from '#shared/domain/statistics/tallies.ts';
import { apiWorld, callersOf, type ApiWorld } from './api.ts';
import { memoryStore } from './memory/memory-store.ts';
import { world, type World } from './world.ts';

/** The engine and the API over one store, and the streams behind it. */
export type SequenceWorld = World & {
  as: ApiWorld['as'];
  api: ApiWorld['ports'];
  /** Carries changes into activities, and these into statistics, as the streams do; each batch comes twice, cut otherwise. */
  flow(): Promise<void>;
};

export function sequenceWorld(start: Instant): SequenceWorld {
  const changes: Activity[] = [];
  const added: Activity[] = [];
  const store = memoryStore(({ table, item, before }) => {
    if (table === 'enrollments') {
      const activity = activityOfChange(enrollmentCodec.decode(item));
      if (activity !== undefined) changes.push(activity);
    }
    if (table === 'activities' && before === undefined) added.push(activityCodec.decode(item));
  });
  const w = world(start, undefined, store);
  let read = 1;
  const { ports } = apiWorld(start);
  const api = { ...ports, ...w.ports, clock: w.clock, outgoing: async () => w.ports };
  return {
    ...w,
    api,
    as: callersOf(createApi(api)),
    async flow() {
      await store.activities.add(changes.splice(0));
      const records = added.splice(0);
      const first = read;
      read += records.length;
      const tallies = records.flatMap((activity, index) => talliesOf(activity, String(first + index)));
      const batch = { shardId: 'shard', tallies, now: w.clock.now() };
      for (const half of [tallies.slice(0, Math.ceil(tallies.length / 2)), tallies])
        await store.statistics.count({ ...batch, tallies: half });
    },
  };
}
