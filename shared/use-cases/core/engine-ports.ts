import type { Ids } from '../../ports/ids.ts';
import type { Queue } from '../../ports/queue.ts';
import type { Scheduler } from '../../ports/scheduler.ts';
import type { EngineStore, Store } from '../../ports/store.ts';

/** What planning and changing enrollments reach outside through. */
export type EnginePorts = {
  store: EngineStore;
  scheduler: Pick<Scheduler, 'create'>;
  queue: Pick<Queue, 'wakeUp'>;
  ids: Ids;
};

/** The same, for what touches more than running steps does. */
export type WholePorts = { store: Store; scheduler: Scheduler; queue: Queue; ids: Ids };
