import { addresses } from './environment.ts';
import { enginePorts } from './engine-ports.ts';
import { memoized } from './memoized.ts';

/** What following responses reaches outside through. */
export const responsePorts = memoized(() => ({ ...enginePorts(), addresses: addresses() }));
