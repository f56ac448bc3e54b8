import { memoized } from './memoized.ts';
import { queue } from './queue.ts';
import { scheduler } from './scheduler.ts';
import { store } from './store.ts';
import { wakePorts } from './wake-ports.ts';

/** What planning and changing enrollments, and all around them, reaches outside through. */
export const enginePorts = memoized(() => ({
  ...wakePorts(),
  store: store(),
  scheduler: scheduler(),
  queue: queue(),
}));
