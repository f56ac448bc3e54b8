import { nodeIds } from '#shared/adapters/aws/node-ids.ts';
import { admissionPorts } from './admission-ports.ts';
import { memoized } from './memoized.ts';
import { stepPorts } from './step-ports.ts';

/** What the part of the API that sends by hand reaches outside through. */
export const sendingPorts = memoized(() => ({
  ...admissionPorts(),
  ids: nodeIds(),
  outgoing: stepPorts,
}));
