import { enginePorts } from './engine-ports.ts';
import { jobFiles } from './files.ts';
import { memoized } from './memoized.ts';

/** What running a job reaches outside through. */
export const jobPorts = memoized(() => ({ ...enginePorts(), files: jobFiles() }));
