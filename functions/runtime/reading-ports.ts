import { nodeIds } from '#shared/adapters/aws/node-ids.ts';
import { admissionPorts } from './admission-ports.ts';
import { addresses } from './environment.ts';
import { jobFiles } from './files.ts';
import { memoized } from './memoized.ts';

/** What the part of the API that reads reaches outside through. */
export const readingPorts = memoized(() => ({
  ...admissionPorts(),
  ids: nodeIds(),
  files: jobFiles(),
  addresses: addresses(),
}));
