import { addresses } from './environment.ts';
import { enginePorts } from './engine-ports.ts';
import { mailer } from './mailer.ts';
import { memoized } from './memoized.ts';

/** What taking in mails reaches outside through. */
export const inboundPorts = memoized(() => ({
  ...enginePorts(),
  mailer: mailer(),
  addresses: addresses(),
}));
