import { enginePorts } from './engine-ports.ts';
import { eventFiles } from './files.ts';
import { memoized } from './memoized.ts';

/** What taking in files of events reaches outside through. */
export const eventFilePorts = memoized(() => ({ ...enginePorts(), eventFiles: eventFiles() }));
