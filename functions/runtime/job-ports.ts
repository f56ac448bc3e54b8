import { enginePorts } from './engine-ports.ts';
import { inboundMailFiles, jobFiles } from './files.ts';
import { memoized } from './memoized.ts';

/** What running a job reaches outside through. */
export const jobPorts = memoized(() => ({
  ...enginePorts(),
  files: jobFiles(),
  inboundMail: inboundMailFiles(),
}));
