import { addresses } from './environment.ts';
import { mailer } from './mailer.ts';
import { memoized } from './memoized.ts';
import { queue } from './queue.ts';
import { store } from './store.ts';

/** What sending mails to users reaches outside through. */
export const userMailPorts = memoized(() => ({
  store: store(),
  queue: queue(),
  mailer: mailer(),
  addresses: addresses(),
}));
