import { memoized } from './memoized.ts';
import { store } from './store.ts';
import { wakePorts } from './wake-ports.ts';

/** What planning and changing enrollments, and all around them, reaches outside through. */
export const enginePorts = memoized(() => ({ store: store(), ...wakePorts() }));
