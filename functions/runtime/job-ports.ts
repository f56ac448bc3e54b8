import { csv } from '#shared/adapters/csv/csv.ts';
import { readLead } from '#shared/contracts/api/read-lead.ts';
import { enginePorts } from './engine-ports.ts';
import { jobFiles } from './files.ts';
import { memoized } from './memoized.ts';

/** What running a job reaches outside through. */
export const jobPorts = memoized(() => ({
  ...enginePorts(),
  files: jobFiles(),
  csv,
  readLead,
}));
