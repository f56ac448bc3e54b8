import type { Ids } from '../../ports/ids.ts';
import type { Queue } from '../../ports/queue.ts';
import type { Scheduler } from '../../ports/scheduler.ts';
import type { Store } from '../../ports/store.ts';

/** What planning and changing enrollments reach outside through. */
export type EnginePorts = { store: Store; scheduler: Scheduler; queue: Queue; ids: Ids };
