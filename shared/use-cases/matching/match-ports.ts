import type { Queue } from '../../ports/queue.ts';
import type { Scheduler } from '../../ports/scheduler.ts';
import type { Store } from '../../ports/store.ts';
import type { EnginePorts } from '../core/engine-ports.ts';

/** What matching reaches outside through. */
export type MatchPorts = Omit<EnginePorts, 'store'> & {
  store: Store;
  scheduler: Pick<Scheduler, 'createMatch' | 'removeMatch'>;
  queue: Pick<Queue, 'lookForMatches'>;
};
