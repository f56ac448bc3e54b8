import { admissionPorts } from './admission-ports.ts';
import { memoized } from './memoized.ts';
import { sendingDomainPorts } from './sending-domain-ports.ts';
import { userPool } from './user-pool.ts';

/** What the part of the API that decides who sends and who signs in reaches outside through. */
export const identityPorts = memoized(() => ({
  ...sendingDomainPorts(),
  ...admissionPorts(),
  userPool: userPool(),
}));
